import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Client, ProposedMeasure } from "@duban/client";
import { workLines } from "./county/programme.ts";
import { shortName } from "./county/units.ts";
import type { Told } from "./runStory.ts";
import { asked } from "./story/askedTwice.ts";
import type { YearEnd } from "./yearEnd.ts";

const script = fileURLToPath(new URL("../../scripts/recomputeDraw.mjs", import.meta.url));

/** What the county's programme had beside its tasks: the inspection with its draw made again outside, the money, the asking, the measures. */
export async function tellProgramme(
  url: string,
  { administrator, inspections, systems }: Pick<Told, "administrator" | "inspections" | "systems">,
): Promise<YearEnd> {
  const chief = await systems.clientOf("sup-chief");
  const parts = [
    ...(await Promise.all(inspections.map((id) => tellInspection(url, administrator, id)))),
    await tellVillages(chief),
    await tellMoney(chief),
    await tellAsking(chief),
  ];
  return {
    lines: parts.flatMap(({ lines }) => lines),
    objections: parts.flatMap(({ objections }) => objections),
  };
}

/** The draw is made again by a program that knows nothing of Duban, from what anybody may read. */
async function tellInspection(url: string, reader: Client, id: string): Promise<YearEnd> {
  const { number, drawn, results, seed } = await reader.getInspection(id);
  const draw = JSON.stringify(await reader.getInspectionDraw(id));
  const said = execFileSync(process.execPath, [script], { input: draw, encoding: "utf8" });
  const checks = said.trim().split("\n").length;
  const held = results.filter(({ lookedBack }) => lookedBack?.result === "held").length;
  const second = results.filter(({ secondLook }) => secondLook !== null).length;
  return {
    lines: [
      `督查 inspection ${number}: drew ${drawn.map(shortName).join("、")} by the seed ${seed?.slice(0, 16)}…; 异议复核 second looks ${second}, 回头看 look-backs held ${held} of ${drawn.length}`,
      `  抽签可复算 the draw made again outside, ${checks} checks hold: curl -H "Authorization: Bearer $KEY" ${url}/v1/inspections/${id}/draw | node scripts/recomputeDraw.mjs`,
    ],
    objections: said.includes("BAD") ? [`the draw of ${number} does not come out again:\n${said}`] : [],
  };
}

async function tellVillages(reader: Client): Promise<YearEnd> {
  const { cadres, households, evenness } = await reader.getCoverage();
  const { gini } = evenness;
  return {
    lines: [
      `联村入户 coverage: cadres with a household ${cadres.linked}/${cadres.cadres}, households with a cadre ${households.linked}/${households.households}, visited ${households.visited}; days in villages as ruled ${cadres.met}/${cadres.cadres}; visits fall unevenly (Gini) ${gini?.toFixed(2) ?? "—"}`,
    ],
    objections:
      households.linked < households.households
        ? []
        : ["every household has a cadre, though the story left some out"],
  };
}

const yuan = (text: string) => `${(Number(text) / 10_000).toFixed(2)}万元`;

async function tellMoney(reader: Client): Promise<YearEnd> {
  const { total, lines, alarms } = await reader.getFunds();
  const nameOf = (id: string | null) => workLines.find((line) => line.id === id)?.name ?? "—";
  const byLine = lines.map(({ line, amount, paid }) => `${nameOf(line)} ${yuan(paid)}/${yuan(amount)}`);
  const ringing = Object.entries(alarms).flatMap(([alarm, count]) =>
    count > 0 ? [`${alarm} ${count}`] : [],
  );
  const isExact = total.amount === "1950000" && total.paid === "1700000" && total.left === "250000";
  return {
    lines: [
      `资金 funds: ${total.projects} projects, paid ${yuan(total.paid)} of ${yuan(total.amount)}, each counted once; alarms now: ${ringing.join(", ") || "none"}`,
      `  ${byLine.join("; ")}`,
    ],
    objections: isExact ? [] : [`the funds are ${JSON.stringify(total)}`],
  };
}

async function tellAsking(reader: Client): Promise<YearEnd> {
  const burden = await reader.getBurden({ unit: asked, from: "2013-01-04", to: "2013-12-31" });
  const askers = burden.askers.map(({ by, asks }) => `${by === null ? "系统" : shortName(by)} ${asks}`);
  const known = burden.repeated.filter(({ asks }) => asks.some(({ knownSince }) => knownSince !== null));
  const measures: ProposedMeasure[] = [];
  for await (const measure of reader.listMeasures()) measures.push(measure);
  const count = (decision: string | null) => measures.filter((one) => one.decision === decision).length;
  return {
    lines: [
      `减负 burden of ${shortName(asked)}: asked ${burden.asks} times (${askers.join(", ")}); asked again for what was known: ${known.map(({ figure }) => figure).join("、") || "nothing"}`,
      `约谈 talks proposed by red rungs ${measures.length}: approved by a person ${count("approve")}, refused ${count("refuse")}, waiting ${count(null)}; held by the engine: none`,
    ],
    objections: known.length === 1 ? [] : [`${known.length} figures were asked for again, not one`],
  };
}
