/** What stands beside each figure of a diagnosis: how it is computed, and what to look at when it is high or low. */
export const diagnosisWords = {
  tightAndLoose: {
    how: {
      zh: "相邻两次报告之间隔了几个工作日，首尾到窗口边界的空档也算一次间隔；用 Kim 与 Jo 的有限样本公式（arXiv 1604.01125）：n 个间隔，r＝标准差÷均值，A＝(√(n+1)·r−√(n−1))÷((√(n+1)−2)·r+√(n−1))。−1 为完全均匀，0 近于随机，1 为全集中在一次。少于 5 个间隔不作判断。",
      en: "Working days between one report and the next, the window's two edges counted as gaps, in Kim and Jo's finite-size form (arXiv 1604.01125): with n gaps and r = σ/μ, A = (√(n+1)·r − √(n−1)) / ((√(n+1) − 2)·r + √(n−1)). −1: quite even; about 0: as by chance; 1: all at once. Under 5 gaps there is not enough to say.",
    },
    lookAt: {
      zh: "数值高时看最长的几段间隔前后各发生了什么。",
      en: "Where it is high, look at what happened before and after the longest gaps.",
    },
  },
  gustOfWind: {
    how: {
      zh: "各周报告数的基尼系数乘以 W÷(W−1)，减去同样均值下纯属偶然会有的系数（泊松模拟，种子固定），即 (G−G₀)÷(1−G₀)，不小于 0。没有工作日的周不算。突击：截止或检查当日及之前共三个工作日内的报告所占比例。集中时段按 Kleinberg 方法（s＝2，γ＝1）。",
      en: "The Gini of the weeks' reports times W/(W − 1), less what chance alone gives at that mean (Poisson, simulated with a fixed seed): (G − G₀)/(1 − G₀), not under 0. Weeks without a working day are left out. Last minute: the share of reports in the last three working days up to a deadline or inspection. Crowds by Kleinberg's method (s = 2, γ = 1).",
    },
    lookAt: {
      zh: "看没有动静的周和最长的沉默，再看集中时段后面跟着哪次检查或截止。",
      en: "Look at the silent weeks and the longest silence, then at which inspection or deadline each crowd came before.",
    },
  },
  lopsided: {
    how: {
      zh: "各工作线报告数占比的归一化香农熵（Boydstun、Bevan、Thomas 2014）：1 为各线相同，0 为只顾一线。每条线都有权重时，另算与计划的吻合度（各活动之内按权重比）：1−JS 散度（以 2 为底）。",
      en: "Normalised Shannon entropy of the lines' shares of reports (Boydstun, Bevan and Thomas 2014): 1 where all are alike, 0 where one has it all. Where every line has a weight, also how well that fits the plan within each programme: 1 − Jensen–Shannon divergence, base 2.",
    },
    lookAt: { zh: "看没有任何报告的工作线。", en: "Look at the lines nobody reported on." },
  },
  twoSkins: {
    how: {
      zh: "不服务于任何中心工作的任务所占比例（按件数、按报告数），没有任务服务的中心工作所占比例；12 周以上另算各周活动报告数与日常报告数的斯皮尔曼相关系数，负值表示活动挤占日常工作。",
      en: "The share of tasks that serve no central work (by count, by reports) and of central works no task serves; from 12 weeks on, Spearman's ρ of the weeks' campaign reports and the rest's: under 0 where the campaign crowds out everyday work.",
    },
    lookAt: {
      zh: "看没有对应中心工作的工作线和没有任务的中心工作。",
      en: "Look at the lines that name no central work, and at the central works without a task.",
    },
  },
  closing: {
    how: {
      zh: "窗口内办结的任务：末次报结不晚于到期为按期；退回、延期、回头看未过或重新交办各按件计；各环节停留按工作日计，取均值。",
      en: "Tasks closed in the window: on time if the last submission came not after the due; returned, extended and sprung back (look-back failed, reopened) by task; the time at each desk in working days, on average.",
    },
    lookAt: {
      zh: "看停留最久的环节和逾期的任务。",
      en: "Look at the desk where work waits longest, and at the late tasks.",
    },
  },
} as const;
