import {
  BorderStyle,
  type FileChild,
  FrameAnchorType,
  FrameWrap,
  HeightRule,
  HorizontalPositionAlign,
  type IAlignmentFrameOptions,
  type IBorderOptions,
  type IXYFrameOptions,
  Paragraph,
  Tab,
  TabStopType,
  TextRun,
  VerticalPositionAlign,
} from "docx";
import { dateText } from "../chinese.ts";
import { chars, linePitch, margins, page, sizes } from "../form.ts";
import type { OfficialDocument } from "../officialDocument.ts";
import { line, pitch, words } from "./words.ts";

const wide = page.width - margins.left - margins.right;

// 7.4.1: the outer lines of the imprint are 0.35 mm thick, the inner one 0.25 mm; a border is measured in eighths of a point.
const thick: IBorderOptions = { style: BorderStyle.SINGLE, size: 8, space: 1 };
const thin: IBorderOptions = { style: BorderStyle.SINGLE, size: 6, space: 1 };

/**
 * The imprint (版记) at the foot of the last page: to whom copies go, who printed it and when, in 4号仿宋. Only what is issued has one.
 *
 * Each part has a frame of its own: LibreOffice makes none of two paragraphs in one.
 */
export function imprintParts({ copies, organ, issuedOn }: OfficialDocument): FileChild[] {
  if (issuedOn === null) return [];
  const last = { type: "alignment", alignment: { x: xAlign, y: VerticalPositionAlign.BOTTOM } } as const;
  const printed = [organ, `${dateText(issuedOn)}印发`];
  if (copies === null) return [framed(printed, { top: thick, bottom: thick }, last), anchor()];
  const text = `抄送：${copies}。`;
  const y = page.height - margins.bottom - (lineCountOf(text) + 1) * linePitch - bordersHeight;
  return [
    framed([text], { top: thick }, { type: "absolute", position: { x: margins.left, y } }),
    framed(printed, { top: thin, bottom: thick }, last),
    anchor(),
  ];
}

/** LibreOffice hangs a frame on the paragraph after it, and the last of a file has none: this one is a point high and holds nothing. */
const anchor = (): Paragraph => line("", {}, pitch(20));

const xAlign = HorizontalPositionAlign.LEFT;
const look = { size: sizes.fourth };
// Three lines, each a point from its text.
const bordersHeight = 100;

/** How many lines of 4号 the copies take, a character in from either side. */
const lineCountOf = (text: string): number =>
  Math.ceil(([...text].length * sizes.fourth * 10) / (wide - 2 * chars(1)));

type Place = Pick<IAlignmentFrameOptions, "type" | "alignment"> | Pick<IXYFrameOptions, "type" | "position">;

function framed(
  texts: readonly string[],
  border: { readonly top: IBorderOptions; readonly bottom?: IBorderOptions },
  place: Place,
): Paragraph {
  const on = place.type === "absolute" ? FrameAnchorType.PAGE : FrameAnchorType.MARGIN;
  return new Paragraph({
    frame: {
      ...place,
      width: wide,
      height: linePitch,
      rule: HeightRule.ATLEAST,
      wrap: FrameWrap.AROUND,
      anchor: { horizontal: on, vertical: on },
    },
    border,
    // One character in from either side.
    indent: { left: chars(1), right: chars(1) },
    tabStops: [{ type: TabStopType.RIGHT, position: wide - chars(1) }],
    children: texts.flatMap((text, index) =>
      index === 0 ? [words(text, look)] : [new TextRun({ children: [new Tab()] }), words(text, look)],
    ),
  });
}
