import {
  BorderStyle,
  type FileChild,
  FrameAnchorType,
  HeightRule,
  HorizontalPositionAlign,
  type IBorderOptions,
  Paragraph,
  Tab,
  TabStopType,
  TextRun,
  VerticalPositionAlign,
} from "docx";
import { dateText } from "../chinese.ts";
import { chars, margins, page, sizes } from "../form.ts";
import type { OfficialDocument } from "../officialDocument.ts";
import { words } from "./words.ts";

const wide = page.width - margins.left - margins.right;

// 7.4.1: the outer lines of the imprint are 0.35 mm thick, the inner one 0.25 mm; a border is measured in eighths of a point.
const thick: IBorderOptions = { style: BorderStyle.SINGLE, size: 8, space: 1 };
const thin: IBorderOptions = { style: BorderStyle.SINGLE, size: 6, space: 1 };

/** The imprint (版记) at the foot of the last page: to whom copies go, who printed it and when, in 4号仿宋. Only what is issued has one. */
export function imprintParts({ copies, organ, issuedOn }: OfficialDocument): FileChild[] {
  if (issuedOn === null) return [];
  const printed = framed([organ, `${dateText(issuedOn)}印发`], copies === null ? thick : thin, thick);
  return copies === null ? [printed] : [framed([`抄送：${copies}。`], thick, undefined), printed];
}

const look = { size: sizes.fourth };

function framed(
  texts: readonly string[],
  top: IBorderOptions,
  bottom: IBorderOptions | undefined,
): Paragraph {
  return new Paragraph({
    frame: {
      type: "alignment",
      width: wide,
      height: 0,
      rule: HeightRule.AUTO,
      anchor: { horizontal: FrameAnchorType.MARGIN, vertical: FrameAnchorType.MARGIN },
      alignment: { x: HorizontalPositionAlign.LEFT, y: VerticalPositionAlign.BOTTOM },
    },
    border: bottom === undefined ? { top } : { top, bottom },
    // One character in from either side.
    indent: { left: chars(1), right: chars(1) },
    tabStops: [{ type: TabStopType.RIGHT, position: wide - chars(1) }],
    children: texts.flatMap((text, place) =>
      place === 0 ? [words(text, look)] : [new TextRun({ children: [new Tab()] }), words(text, look)],
    ),
  });
}
