/** How each figure of a burden is computed, in words: shown beside it. */
export const burdenHow: readonly { figure: string; zh: string; en: string }[] = [
  {
    figure: "asks",
    zh: "期内曾经在办的本单位任务数，一项任务算一次交办。谁立项算谁要的；按制度、诉求或意见自动立项的，记在“系统”名下。",
    en: "The unit's tasks that were open in the window, each one asking. Asked by whoever made the matter; what a duty, a need or a complaint made counts as the engine's.",
  },
  {
    figure: "reports",
    zh: "任务在办期间，按各自的报送周期，在期内到期的报送次数；没有规定周期的不计。",
    en: "Reports that fell due in the window by each task's own calendar of reports while it was open; none where it has no calendar.",
  },
  {
    figure: "repeated",
    zh: "名称和计量单位相同的指标，被两项以上任务要过，就算重复，不论由哪个活动、哪个单位来要。",
    en: "A figure of the same name and measure that two tasks or more ask for, whichever programme or unit asks.",
  },
  {
    figure: "knownSince",
    zh: "本单位在被要之前，已经在别的任务里报过这个指标；日期是最早一次报送的时间。",
    en: "The unit had reported the figure for another task before it was asked here; the date is that of its first report.",
  },
];
