import type { Client, Inspection, InspectionAct, InspectionRequest } from "@duban/client";
import { ladderId } from "../county/ladder.ts";
import { officers } from "../county/people.ts";
import { programme } from "../county/programme.ts";
import { shortName } from "../county/units.ts";
import { dayOf, instantOf } from "../county/year2013.ts";
import type { Course, Scene } from "./course.ts";
import { deskWork, followUp } from "./deskWork.ts";
import type { Opened } from "./opening.ts";
import { ordinary } from "./ordinary.ts";
import type { Stage } from "./stage.ts";

/** Example: the wording. One of the four inspectors has said that his wife works in 柯街. */
const plan: InspectionRequest = {
  title: "绿化荒山整地打塘督查",
  asker: "dcs",
  from: "2013-05-20",
  to: "2013-05-24",
  scope: { kinds: ["township"], programme: programme.id, line: "lvhua" },
  objects: 2,
  checkList: [
    { id: "dug", text: "整地打塘面积与台账一致" },
    { id: "saplings", text: "苗木合同、检疫证齐备" },
    { id: "guards", text: "管护责任落实到人" },
  ],
  conflicts: [{ inspector: "insp-two", unit: "530524103", kind: "kin", note: "配偶在该镇工作" }],
  ladder: ladderId,
};

const on = (date: string) => instantOf(dayOf(date), "15:00");

/**
 * An inspection whose units and inspectors are drawn, from its plan to its look-back.
 *
 * What the server drew is different in every run, so this follows the draw wherever it falls: two units, each with two inspectors and one in
 * reserve at least.
 */
export async function* inspectionByDraw(stage: Stage, opened: Opened): Course {
  const chief = await stage.clientOf("sup-chief");
  const act: Inspected["act"] = (said, by = chief) => by.actOnInspection(id, said);
  let at = on("2013-05-13");
  yield { at };
  const { id, number, commitment } = await chief.planInspection(plan);
  opened.inspections.push(id);
  stage.tell(
    at,
    `${plan.title}（${number}）立项，抽签承诺值先行公布：${commitment.slice(0, 16)}…`,
    "an inspection planned; what the draw will hang on is committed to before anybody knows it",
  );
  at = on("2013-05-14");
  yield { at };
  const { seed } = await act({ type: "announced" });
  at = on("2013-05-15");
  yield { at };
  const { drawn, results } = await act({ type: "drawn" });
  const teams = results.map(
    ({ unit, inspectors }) => `${shortName(unit)}（${inspectors.map(nameOf).join("、")}）`,
  );
  stage.tell(
    at,
    `公布种子${seed?.slice(0, 16)}…，双随机抽出${teams.join("和")}`,
    "the seed published, units and inspectors drawn; a declared tie keeps one inspector out",
  );
  const [wanting, sound] = drawn;
  if (wanting === undefined || sound === undefined) {
    stage.object(`${drawn.length} units were drawn, not 2`);
    return undefined;
  }
  yield* report({ stage, opened, act }, results, wanting, sound);
  yield* secondLook({ stage, opened, act }, wanting);
  yield* lookBack({ stage, opened, act }, [wanting, sound]);
  return undefined;
}

interface Inspected {
  readonly stage: Stage;
  readonly opened: Opened;
  readonly act: (said: InspectionAct, by?: Client) => Promise<Inspection>;
}

const nameOf = (person: string) => officers.find(({ id }) => id === person)?.name ?? person;

/** Those who were drawn go there; each unit is told, the one with something to set right, the other that all is well. */
async function* report(
  { stage, opened, act }: Inspected,
  results: Inspection["results"],
  wanting: string,
  sound: string,
): Scene {
  let at = on("2013-05-22");
  yield { at };
  for (const { unit, inspectors } of results) {
    const result = unit === wanting ? "partly" : "met";
    const note = unit === wanting ? "抽测3块地，打塘面积比台账少一成" : "抽测3块地，面积相符";
    const evidence = [{ name: "抽测图斑", url: "https://lyj.changning.example/plots/2013-05-22" }];
    const points = [
      { check: "dug", result, note, evidence },
      { check: "saplings", result: "met" },
      { check: "guards", result: "met" },
    ] as const;
    await act({ type: "found", unit, points }, await stage.clientOf(inspectors[0] ?? ""));
  }
  at = on("2013-05-27");
  yield { at };
  const requirement = "补足打塘面积，按实更正台账";
  const rectify = { requirement, due: { workdays: 10 } };
  const told = await act({
    type: "concluded",
    unit: wanting,
    text: "打塘面积比台账少一成，限期补足并更正",
    rectify,
  });
  await act({ type: "concluded", unit: sound, text: "账实相符，苗木和管护落实" });
  const rectification = told.results.find(({ unit }) => unit === wanting)?.conclusion?.rectification;
  stage.tell(
    at,
    `督查结论反馈：${shortName(wanting)}打塘面积少一成，交办整改${rectification?.number}；${shortName(sound)}账实相符`,
    "conclusions fed back to the units; what is to be set right is a matter with a deadline",
  );
  if (rectification) await followUp(stage, opened, rectification.id, at, ordinary);
  else stage.object("the conclusion made no matter to set things right");
}

/** The one unit accepts, the other objects: others look a second time, within their time. */
async function* secondLook({ stage, opened, act }: Inspected, unit: string): Scene {
  let at = on("2013-05-29");
  yield { at };
  const own = await stage.clientOf(unit);
  const reason = "其中两块为去年已造林地，不应计入今年打塘面积";
  const { results } = await act({ type: "objected", unit, reason }, own);
  for (const other of results.filter((one) => one.conclusion !== null && one.objection === null)) {
    await act({ type: "accepted", unit: other.unit }, await stage.clientOf(other.unit));
  }
  const objection = results.find((one) => one.unit === unit)?.objection;
  const reviewer = objection?.reviewers[0] ?? "";
  stage.tell(
    at,
    `${shortName(unit)}提出异议：${reason}；另由${nameOf(reviewer)}复核，30日内答复`,
    "the unit objects; somebody who had no part looks again, within 30 days",
  );
  if (objection?.secondLook) {
    const answer = "复核：两块地确为去年造林，核减后仍少半成，结论变更";
    await followUp(stage, opened, objection.secondLook.id, at, (part) => deskWork(part, 6, answer));
  } else stage.object("the objection made no matter for a second look");
  at = on("2013-06-06");
  yield { at };
  const text = "两块地确为去年造林，核减；其余仍少半成，照此整改";
  await act({ type: "secondLooked", unit, outcome: "changed", text }, await stage.clientOf(reviewer));
}

/** Ninety days after closing, the look-backs' matters are there by themselves. */
async function* lookBack({ stage, opened, act }: Inspected, units: readonly string[]): Scene {
  yield { at: on("2013-07-04") };
  await act({ type: "closed" });
  let at = on("2013-10-08");
  yield { at };
  const made: string[] = [];
  for await (const task of stage.office.listTasks({ unit: "dcs", q: "回头看" })) made.push(task.matter);
  for (const matter of made) {
    await followUp(stage, opened, matter, at, (part) => deskWork(part, 3, "实地复查，打塘面积和台账相符"));
  }
  at = on("2013-10-14");
  yield { at };
  const inspector = await stage.clientOf("insp-one");
  for (const unit of units) {
    await act({ type: "lookedBack", unit, result: "held", note: "未见反弹" }, inspector);
  }
  stage.tell(
    at,
    `督查办结满90天，${units.map(shortName).join("、")}“回头看”自动立项，复查未见反弹`,
    "90 days after closing the look-backs came up by themselves; what was set right has held",
  );
  if (made.length !== units.length) stage.object(`${made.length} look-backs came up, not ${units.length}`);
}
