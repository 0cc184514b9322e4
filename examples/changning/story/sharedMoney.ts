import type { PaymentRequest, ProjectRequest } from "@duban/client";
import { programme } from "../county/programme.ts";
import { dayOf, instantOf } from "../county/year2013.ts";
import type { Course } from "./course.ts";
import type { Stage } from "./stage.ts";

/** Example: all sums. One township's money serves two lines; another's lies idle until somebody looks. */
const hills = "mangshui-hills";
const collective = "gengga-collective";

type Find = (key: string) => string;

const hillsOf = (find: Find): ProjectRequest => ({
  name: "漭水镇山区综合开发",
  unit: "530524102",
  paidBy: "czj",
  programme: programme.id,
  sources: [
    { id: "sj", name: "省级财政扶贫资金", kind: "province", amount: "1200000.00", arrivedOn: "2013-03-20" },
    { id: "xj", name: "县级配套", kind: "county", amount: "300000.00", arrivedOn: "2013-03-27" },
  ],
  tasks: [
    { task: find("lvhua/漭水/lead"), planned: "600000.00" },
    { task: find("zengshou/漭水/lead"), planned: "900000.00" },
  ],
});

const collectiveOf = (find: Find): ProjectRequest => ({
  name: "更戛乡村集体经济扶持",
  unit: "530524206",
  paidBy: "czj",
  programme: programme.id,
  sources: [
    { id: "sj", name: "省级扶持资金", kind: "province", amount: "450000.00", arrivedOn: "2013-03-25" },
  ],
  tasks: [{ task: find("jiti/更戛/lead"), planned: "450000.00" }],
});

const on = (date: string) => instantOf(dayOf(date), "15:00");

/** Two projects put, paid for by the finance bureau's system, and what rings on the way: paid ahead of the work, and idle. */
export async function* sharedMoney(stage: Stage, find: Find): Course {
  const chief = await stage.clientOf("sup-chief");
  let at = on("2013-03-28");
  yield { at };
  await chief.putProject(hills, hillsOf(find));
  await chief.putProject(collective, collectiveOf(find));
  at = on("2013-04-02");
  yield { at };
  await pay(stage, [
    {
      id: "拨2013-031",
      project: hills,
      task: find("lvhua/漭水/lead"),
      fundSource: "sj",
      amount: "420000.00",
      paidOn: "2013-04-02",
    },
    {
      id: "拨2013-032",
      project: hills,
      task: find("zengshou/漭水/lead"),
      fundSource: "sj",
      amount: "500000.30",
      paidOn: "2013-04-02",
    },
  ]);
  const early = await chief.getProject(hills);
  stage.tell(
    at,
    `${early.name}：两条线共用150万元，已付${early.paidShare}%，进度${early.progress}%，支付超前报警`,
    "one project's money in tasks of two lines; paid ahead of the work: the alarm rings",
  );
  if (!early.alarms.includes("ahead")) stage.object(`${hills} rings ${early.alarms}, not ahead`);
  at = on("2013-07-01");
  yield { at };
  const idle = await chief.getProject(collective);
  stage.tell(
    at,
    `${idle.name}：${idle.left}元到账满90天未动，资金沉淀报警`,
    "money that has lain 90 days since it arrived: the alarm rings",
  );
  if (idle.alarms.join() !== "idle") stage.object(`${collective} rings ${idle.alarms}, not idle`);
  yield { at: on("2013-07-10") };
  await pay(stage, [
    {
      id: "拨2013-077",
      project: collective,
      amount: "200000.00",
      paidOn: "2013-07-10",
      note: "首笔，按合同",
    },
  ]);
  yield { at: on("2013-11-15") };
  const rest = { project: hills, paidOn: "2013-11-15", note: "验收后付清" };
  await pay(stage, [
    { ...rest, id: "拨2013-131", task: find("lvhua/漭水/lead"), amount: "180000.00" },
    { ...rest, id: "拨2013-132", task: find("zengshou/漭水/lead"), amount: "399999.70" },
  ]);
  return undefined;
}

/** The finance bureau's system sends its payments, and once more, as systems do: they count once. */
async function pay(stage: Stage, payments: readonly PaymentRequest[]): Promise<void> {
  const finance = await stage.clientOf("czj");
  const first = await finance.recordPayments(payments);
  const again = await finance.recordPayments(payments);
  const statuses = [...first, ...again].map(({ status }) => status);
  const expected = [...payments.map(() => "applied"), ...payments.map(() => "duplicate")];
  if (statuses.join() !== expected.join()) stage.object(`payments were answered ${statuses.join()}`);
}
