/**
 * The form of an official document by GB/T 9704-2012 (党政机关公文格式), in the units of Word: twentieths of a point for lengths, half points
 * for letters.
 */

const twipsPerMm = 1_440 / 25.4;
const toTwips = (mm: number): number => Math.round(mm * twipsPerMm);

// 5.1, 5.2.1: A4; 天头 37 mm, 订口 28 mm, the type area 156 × 225 mm.
export const page = { width: toTwips(210), height: toTwips(297) };
export const margins = { top: toTwips(37), bottom: toTwips(35), left: toTwips(28), right: toTwips(26) };
const typeArea = { width: 156, height: 225 };

/** 字号: letters' sizes by their Chinese names, in half points. */
export const sizes = { second: 44, third: 32, fourth: 28, smallFourth: 24 } as const;

// Named, none shipped: whoever opens the file without one of them sees it in another.
export const fonts = {
  title: "方正小标宋简体",
  body: "仿宋_GB2312",
  heading: "黑体",
  subheading: "楷体_GB2312",
  pageNumber: "宋体",
} as const;

// 5.2.3: 22 lines a page, 28 characters a line.
const lineCount = 22;
const charCount = 28;
const pointsOfThird = sizes.third / 2;

/**
 * The pitch of a line, rounded down: the last of 22 lines must still find its place.
 *
 * Told to each paragraph and not only to the document grid: on a grid LibreOffice gives a line that is taller than its cell two of them, and so it
 * is wherever another font stands in for one that is missing.
 */
export const linePitch = Math.floor((typeArea.height * twipsPerMm) / lineCount);

/** The pitch of a character. 28 characters of 16 pt are wider than 156 mm, so each stands a little closer. */
export const charPitch = (typeArea.width * twipsPerMm) / charCount;

/** What a character of the body is moved closer by, in twentieths of a point; told to the letters, for the same reason as the pitch of lines. */
export const charSpacing = Math.floor(charPitch - pointsOfThird * 20);

/** So many characters' width. */
export const chars = (count: number): number => Math.round(count * charPitch);

// 7.2.1: the mark stands 35 mm under the type area's upper edge; 7.2.7: the red line 4 mm under the number.
export const markDown = toTwips(35);
export const lineUnderNumberPoints = Math.round((4 * 72) / 25.4);

// 7.5: the page number's dashes stand 7 mm under the type area; a footer is placed from the page's edge up, a line of 四号 (14 pt) high.
export const footerUp = margins.bottom - toTwips(7) - (sizes.fourth / 2) * 20;

export const colours = { mark: "FF0000" } as const;

/** In what a supervision sheet's title is printed, by its card; dark enough to be read on white. */
export const cardColours: Readonly<Record<string, string>> = {
  green: "1B7A3D",
  blue: "1F5FA8",
  yellow: "9A6700",
  orange: "B4530A",
  red: "C00000",
};
