import { dayOf, dayOfInstant, instantOf, rfc3339, workdayFrom } from "../county/year2013.ts";
import type { Course, Part } from "./course.ts";
import { followUp } from "./deskWork.ts";
import type { Opened } from "./opening.ts";
import { finish, outcome, sign } from "./passages.ts";
import type { Stage } from "./stage.ts";

const township = "530524205";
const household = `${township}201-1-1`;

/** A cadre on a visit, at noon, hears of a leaking pipe: what is needed becomes a matter in the same act. */
export async function* needHeard(stage: Stage, opened: Opened): Course {
  const day = dayOf("2013-08-14");
  const at = instantOf(day, "12:10");
  yield { at };
  const cadre = await stage.clientOf(`${township}-liaison`);
  const need = {
    title: "帕旭村一组饮水管渗漏检修",
    requirement: "查漏换管，恢复供水后告知农户。",
    lead: township,
  };
  const [result] = await cadre.sendVillageEvents([
    {
      id: "走访/2013-08-14/帕旭一组",
      type: "household.visited",
      subject: household,
      time: rfc3339(at),
      data: { note: "入户听意见：管道渗漏，早晚断水", needs: [need] },
    },
  ]);
  const [matter] = result?.matters ?? [];
  if (matter === undefined) {
    stage.object(`the need heard on a visit became no matter: ${JSON.stringify(result)}`);
    return undefined;
  }
  stage.tell(
    at,
    `帕旭村入户走访听到的需求，当场立为事项${matter.number}`,
    "a need heard on a visit is a matter in the same act; no photo, no check-in asked for",
  );
  await followUp(stage, opened, matter.id, at, mended);
  return undefined;
}

async function* mended(part: Part): Course {
  const signed = yield* sign(part, 1);
  const due = dayOfInstant(Date.parse(part.task.dueAt ?? ""));
  yield* finish(part, Math.min(workdayFrom(signed, 4), due));
  return outcome(part);
}
