/** The words of a task's stages and of the other tasks of its matter; a part of the dictionary. */
export const taskWords = {
  stages: ["节点和报告", "Stages and reports"],
  stageDue: ["{due} 到期", "due {due}"],
  nextReport: ["下一次报告", "Next report"],
  sisters: ["同一事项的其他单位", "Other units in this matter"],
  noSisters: ["这个事项只有本单位一家承办。", "No other unit has a part in this matter."],
  figures: ["目标完成数量", "Figures"],
  figuresHelp: [
    "填累计完成数，不是这次新增的；没有变化的可以不填。",
    "The total so far, not what was added; leave out what has not changed.",
  ],
  figureSoFar: ["已报 {reported}，任务数 {share}", "reported so far {reported}, share {share}"],
  figureNone: ["—", "—"],
  figureBad: [
    "写成数字，整数最多 15 位、小数最多 6 位",
    "a number of at most 15 digits before and 6 after the point",
  ],
} as const;
