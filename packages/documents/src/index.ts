/** The documents a county sends out: what the other packages may use of them. */

export {
  type BulletinCounts,
  type BulletinFigures,
  type BulletinTerms,
  bulletinDocument,
  bulletinTitle,
  type Laggard,
  type Letterhead,
} from "./bulletinDocument.ts";
export { dateText, numberText, percentText, periodText } from "./chinese.ts";
export {
  type Letter,
  type LetterFacts,
  type LetterKind,
  letterDocument,
  letterKinds,
} from "./letterDocument.ts";
export type { OfficialDocument } from "./officialDocument.ts";
export { pagePolicy, renderPage } from "./renderPage.ts";
export { repeatedSentences } from "./repeatedSentences.ts";
export { writeDocx } from "./writeDocx.ts";
