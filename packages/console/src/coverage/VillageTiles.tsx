import { useWidth } from "../charts/useWidth.ts";
import { useWords } from "../words/language.tsx";
import type { VillageCounts } from "./coverageQueries.ts";

const tile = { width: 84, height: 46, gap: 6 };
const headHeight = 24;

interface Placed {
  readonly village: VillageCounts;
  readonly x: number;
  readonly y: number;
}

interface Laid {
  readonly heads: readonly { readonly township: string | null; readonly x: number; readonly y: number }[];
  readonly tiles: readonly Placed[];
  readonly height: number;
}

const blockGap = 24;
// More in a row would leave the next township's head far from its tiles.
const mostAcross = 6;

/** Where each township's head and each village's tile goes, in a drawing of that width: as many townships beside each other as fit; pure. */
export function layTiles(villages: readonly VillageCounts[], width: number): Laid {
  const step = tile.width + tile.gap;
  const townships = [...new Set(villages.map(({ township }) => township))].map((township) => ({
    township,
    own: villages.filter((village) => village.township === township),
  }));
  const fits = Math.max(1, Math.floor((width + tile.gap) / step));
  const across = Math.min(fits, mostAcross, Math.max(1, ...townships.map(({ own }) => own.length)));
  const blockWidth = across * step - tile.gap + blockGap;
  const blocks = Math.max(1, Math.floor((width + blockGap) / blockWidth));
  const heads: { township: string | null; x: number; y: number }[] = [];
  const tiles: Placed[] = [];
  let y = 0;
  for (let from = 0; from < townships.length; from += blocks) {
    const row = townships.slice(from, from + blocks);
    for (const [place, { township, own }] of row.entries()) {
      const left = place * blockWidth;
      heads.push({ township, x: left, y });
      for (const [index, village] of own.entries()) {
        const down = Math.floor(index / across) * (tile.height + tile.gap);
        tiles.push({ village, x: left + (index % across) * step, y: y + headHeight + down });
      }
    }
    const rows = Math.max(...row.map(({ own }) => Math.ceil(own.length / across)));
    y += headHeight + rows * (tile.height + tile.gap) + tile.gap;
  }
  return { heads, tiles, height: y };
}

/**
 * Villages as tiles under their townships, filled from below as far as their households were visited.
 *
 * The number stands in each tile and the height of the fill repeats it: nothing is told by colour alone. A screen reader gets a
 * sentence a tile; the same figures stand in the table below.
 */
export function VillageTiles(props: {
  readonly villages: readonly VillageCounts[];
  readonly nameOf: (code: string) => string;
}) {
  const { villages, nameOf } = props;
  const { t } = useWords();
  const [frame, width] = useWidth<HTMLDivElement>();
  const { heads, tiles, height } = layTiles(villages, width);
  return (
    <div ref={frame} className="village-tiles">
      {width > 0 && (
        <svg width={width} height={height} role="img" aria-label={t("tilesTitle")}>
          {heads.map(({ township, x, y }) => (
            <text key={township ?? ""} className="tile-head" x={x} y={y + 16}>
              {township === null ? t("noTownship") : nameOf(township)}
            </text>
          ))}
          {tiles.map(({ village, x, y }) => (
            <Tile key={village.village} village={village} x={x} y={y} name={nameOf(village.village)} />
          ))}
        </svg>
      )}
    </div>
  );
}

// Longer names would run out of the tile.
const mostLetters = 6;

function Tile({ village, x, y, name }: Placed & { readonly name: string }) {
  const { t } = useWords();
  const { households, visited, linked, visits } = village;
  const share = households === 0 ? 0 : visited / households;
  const text = t("tileText", { village: name, households, visited, linked, visits });
  return (
    <g transform={`translate(${x} ${y})`}>
      <title>{text}</title>
      <rect className="tile-ground" width={tile.width} height={tile.height} rx={4} />
      <rect
        className="tile-fill"
        y={tile.height * (1 - share)}
        width={tile.width}
        height={tile.height * share}
      />
      <rect
        className={linked < households ? "tile-frame tile-frame-open" : "tile-frame"}
        x={0.5}
        y={0.5}
        width={tile.width - 1}
        height={tile.height - 1}
        rx={4}
      />
      <text className="tile-name" x={tile.width / 2} y={18} textAnchor="middle">
        {name.length > mostLetters ? `${name.slice(0, mostLetters - 1)}…` : name}
      </text>
      <text className="tile-count" x={tile.width / 2} y={36} textAnchor="middle">
        {t("ofTotal", { n: visited, total: households })}
      </text>
    </g>
  );
}
