/** Where the states of the lifecycle stand on the drawing, and how a line runs between two of them; in the drawing's own units. */
export interface ChartLayout {
  readonly width: number;
  readonly height: number;
  readonly places: Readonly<Record<string, readonly [x: number, y: number]>>;
  /** Along which axis the work goes on; lines that lead back bulge out beside it. */
  readonly axis: "x" | "y";
}

export const nodeWidth = 108;
export const nodeHeight = 40;

/** Left to right, where there is room for it. */
export const wideLayout: ChartLayout = {
  width: 1000,
  height: 316,
  axis: "x",
  places: {
    assigned: [64, 180],
    inProgress: [282, 180],
    underInspection: [500, 180],
    inspected: [718, 180],
    closed: [936, 180],
    declined: [64, 286],
    suspended: [282, 286],
    terminated: [500, 286],
    waived: [718, 286],
    archived: [936, 286],
  },
};

/** From top to bottom, for a telephone. */
export const tallLayout: ChartLayout = {
  width: 350,
  height: 480,
  axis: "y",
  places: {
    assigned: [150, 30],
    inProgress: [150, 124],
    underInspection: [150, 218],
    inspected: [150, 312],
    closed: [150, 406],
    declined: [290, 30],
    suspended: [290, 124],
    terminated: [290, 218],
    waived: [290, 312],
    archived: [290, 406],
  },
};

/** A line from one state to another: its path, and where its words stand. */
export interface Line {
  readonly path: string;
  readonly label: readonly [x: number, y: number];
}

const [halfWidth, halfHeight] = [nodeWidth / 2, nodeHeight / 2];
// How far two lines between the same states, one each way, keep from each other.
const apart = 16;

/** The line between two states, or undefined where the layout has no place for one of them. */
export function lineBetween(layout: ChartLayout, from: string, to: string): Line | undefined {
  const [start, end] = [layout.places[from], layout.places[to]];
  if (start === undefined || end === undefined) return undefined;
  const [right, down] = [end[0] - start[0], end[1] - start[1]];
  const [advance, aside] = layout.axis === "x" ? [right, down] : [down, right];
  if (aside === 0) return advance > 0 ? straight(layout, start, end) : back(layout, start, end);
  return advance === 0 ? across(layout, start, end) : slanted(layout, start, end);
}

type Point = readonly [x: number, y: number];

function straight({ axis }: ChartLayout, [x1, y1]: Point, [x2, y2]: Point): Line {
  return axis === "x"
    ? { path: `M${x1 + halfWidth} ${y1}H${x2 - halfWidth - 2}`, label: [(x1 + x2) / 2, y1 - 8] }
    : { path: `M${x1} ${y1 + halfHeight}V${y2 - halfHeight - 2}`, label: [x1 + 6, (y1 + y2) / 2 + 4] };
}

/** Out beside the axis, the farther the longer the way back. */
function back({ axis }: ChartLayout, [x1, y1]: Point, [x2, y2]: Point): Line {
  if (axis === "x") {
    const rise = 22 + Math.abs(x1 - x2) * 0.26;
    const [top, middle] = [y1 - halfHeight, (x1 + x2) / 2];
    return {
      path: `M${x1 - 12} ${top}C${x1 - 30} ${top - rise} ${x2 + 42} ${top - rise} ${x2 + 24} ${top - 2}`,
      label: [middle, top - rise * 0.75 - 5],
    };
  }
  const reach = 26 + Math.abs(y1 - y2) * 0.2;
  const left = x1 - halfWidth;
  return {
    path: `M${left} ${y1 - 8}C${left - reach} ${y1 - 26} ${left - reach} ${y2 + 30} ${left - 2} ${y2 + 10}`,
    label: [left - reach * 0.75 - 2, (y1 + y2) / 2],
  };
}

/** To the state beside, with room for the way back. */
function across({ axis }: ChartLayout, [x1, y1]: Point, [x2, y2]: Point): Line {
  if (axis === "x") {
    const [x, down] = [x1 + (y2 > y1 ? -apart : apart), y2 > y1 ? 1 : -1];
    return {
      path: `M${x} ${y1 + down * halfHeight}V${y2 - down * (halfHeight + 2)}`,
      label: [x + (down === 1 ? -6 : 6), (y1 + y2) / 2 + 5],
    };
  }
  const [y, right] = [y1 + (x2 > x1 ? -10 : 10), x2 > x1 ? 1 : -1];
  return {
    path: `M${x1 + right * halfWidth} ${y}H${x2 - right * (halfWidth + 2)}`,
    label: [(x1 + x2) / 2, y - 6],
  };
}

function slanted(_layout: ChartLayout, [x1, y1]: Point, [x2, y2]: Point): Line {
  const down = y2 > y1 ? 1 : -1;
  return {
    path: `M${x1} ${y1 + down * halfHeight}L${x2} ${y2 - down * (halfHeight + 2)}`,
    label: [(x1 + x2) / 2, (y1 + y2) / 2],
  };
}
