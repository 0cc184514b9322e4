/** The words of a task's stages and of the other tasks of its matter; a part of the dictionary. */
export const taskWords = {
  stages: ["节点和报告", "Stages and reports"],
  stageDue: ["{due} 到期", "due {due}"],
  nextReport: ["下一次报告", "Next report"],
  sisters: ["同一事项的其他单位", "Other units in this matter"],
  noSisters: ["这个事项只有本单位一家承办。", "No other unit has a part in this matter."],
} as const;
