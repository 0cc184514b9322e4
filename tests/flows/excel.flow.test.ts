import { readFile } from "node:fs/promises";
import { readWorkbook, type SheetSpec, writeWorkbook } from "@duban/api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, type Flow, startFlow } from "./flow.ts";

const excelType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const fixture = await readFile(
  new URL("../../packages/api/src/excel/fixtures/ledgerByExceljs.xlsx", import.meta.url),
);

let flow: Flow;
beforeAll(async () => {
  flow = await startFlow();
  await flow.admin.call("PUT", "/v1/ladders/default", { rungs: [{ at: { workdays: 0 }, card: "yellow" }] });
  const lines = [
    { id: "lvhua", name: "绿化荒山", targets: [{ id: "mu", name: "造林", unit: "亩", figure: 3200 }] },
  ];
  await flow.supervisor.call("PUT", "/v1/programmes/siqun", { name: "“四群”教育", lines });
});
afterAll(() => flow.stop());

type Json = Record<string, unknown>;

async function upload(client: Client, path: string, file: Buffer, type = excelType) {
  const response = await fetch(flow.url + path, {
    method: "POST",
    headers: { authorization: `Bearer ${client.key}`, "content-type": type },
    body: new Uint8Array(file),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

async function download(client: Client, path: string) {
  const response = await fetch(flow.url + path, { headers: { authorization: `Bearer ${client.key}` } });
  return { headers: response.headers, file: Buffer.from(await response.arrayBuffer()) };
}

const ledgerFrom = (rows: SheetSpec["rows"]): Buffer =>
  writeWorkbook([
    {
      name: "台账",
      title: "2026年督办台账",
      columns: ["序号", "督办事项", "牵头单位", "责任单位", "完成时限"].map((heading) => ({
        heading,
        width: 10,
      })),
      rows,
    },
  ]);

test("a preview says what was understood, names every bad cell, and changes nothing", async () => {
  const { status, body } = await upload(flow.supervisor, "/v1/imports/preview?programme=siqun", fixture);
  expect(status).toBe(200);
  expect(body.counts).toEqual({ new: 2, created: 0, existing: 0, faulty: 2 });
  expect(body.rows[0]).toMatchObject({
    row: 5,
    lastRow: 6,
    status: "new",
    title: "荒山造林",
    lead: "nyj",
    assist: ["kj"],
    line: "lvhua",
    due: { on: "2026-06-30" },
    dueAt: "2026-06-30T17:30:00+08:00",
    requirement: "造林3200亩",
  });
  expect(body.rows[1]).toMatchObject({ lead: "nyj", assist: ["kj"], due: { month: "2026-10" } });
  const faults = body.rows.flatMap((row: { faults: Json[] }) => row.faults);
  expect(faults.map(({ sheet, cell, suggestion }: Json) => [sheet, cell, suggestion])).toEqual([
    ["督办台账", "C8", "农业局"],
    ["督办台账", "E9", "2026-12-31"],
  ]);
  expect((await flow.unit.call("GET", "/v1/matters")).body.items).toEqual([]);
});

test("with a bad cell nothing is made, unless it is to be left out; imported twice it doubles nothing", async () => {
  const path = "/v1/imports?programme=siqun";
  const refused = await upload(flow.supervisor, path, fixture);
  expect([refused.status, refused.body.errors.map((error: Json) => error.pointer)]).toEqual([
    400,
    ["/督办台账/C8", "/督办台账/E9"],
  ]);
  const made = await upload(flow.supervisor, `${path}&skipFaulty=true`, fixture);
  expect([made.status, made.body.counts]).toEqual([201, { new: 0, created: 2, existing: 0, faulty: 2 }]);
  expect(made.body.rows[0].matter.number).toBe("督〔2026〕1号");
  const again = await upload(flow.supervisor, `${path}&skipFaulty=true`, fixture);
  expect(again.body.counts).toEqual({ new: 0, created: 0, existing: 2, faulty: 2 });
  expect((await flow.unit.call("GET", "/v1/matters")).body.items).toHaveLength(2);
});

test("a row added to a ledger that came before makes one matter, and two rows alike are two", async () => {
  const row = (title: string) => [1, title, "农业局", "柯街", "2026年9月底"];
  const first = await upload(flow.supervisor, "/v1/imports", ledgerFrom([row("清淤"), row("清淤")]));
  expect(first.body.counts.created).toBe(2);
  const more = await upload(
    flow.supervisor,
    "/v1/imports",
    ledgerFrom([row("护林"), row("清淤"), row("清淤")]),
  );
  expect(more.body.rows.map(({ title, status }: Json) => [title, status])).toEqual([
    ["护林", "created"],
    ["清淤", "existing"],
    ["清淤", "existing"],
  ]);
  const late = await upload(
    flow.supervisor,
    "/v1/imports/preview",
    ledgerFrom([[1, "补课", "农业局", "", "2026.2"]]),
  );
  expect(late.body.rows[0].faults).toMatchObject([{ cell: "E3", text: "时限已经过了" }]);
});

test("what is exported can be imported back: no row doubles, and elsewhere it makes the same ledger", async () => {
  const { body } = await flow.unit.call("GET", "/v1/matters");
  const [task] = body.items[0].tasks;
  await flow.unit.send(task.id, "accepted", {});
  await flow.unit.send(task.id, "progressed", { note: "=已整地", progress: 40, figures: { mu: "12.5" } });
  const { headers, file } = await download(flow.unit, "/v1/exports/matters.xlsx?programme=siqun");
  expect(headers.get("content-type")).toBe(excelType);
  const [ledger, units, targets] = readWorkbook(file);
  const row = (of: typeof ledger, at: number, to: number) =>
    Array.from({ length: to }, (_, index) => of?.cell(at, index + 1).text);
  expect(row(ledger, 3, 11)).toEqual([
    ...[
      "1",
      "督〔2026〕1号",
      "荒山造林",
      "造林3200亩",
      "农业局",
      "柯街镇",
      "2026-06-30",
      "绿化荒山",
      "在办",
      "20",
    ],
    "农业局（40%）：=已整地",
  ]);
  expect(units?.rowCount).toBe(5);
  expect(row(units, 3, 7)).toEqual(["督查室", "0", "0", "0", "0", "0", "0"]);
  expect(row(targets, 3, 8)).toEqual(["绿化荒山", "", "10.0", "造林", "亩", "3200", "", "12.5"]);
  const again = await upload(flow.supervisor, "/v1/imports?programme=siqun", file);
  expect(again.body.counts).toEqual({ new: 0, created: 0, existing: 2, faulty: 0 });
  const elsewhere = await startFlow();
  try {
    await elsewhere.admin.call("PUT", "/v1/ladders/default", {
      rungs: [{ at: { workdays: 0 }, card: "yellow" }],
    });
    const response = await fetch(`${elsewhere.url}/v1/imports?programme=siqun`, {
      method: "POST",
      headers: { authorization: `Bearer ${elsewhere.supervisor.key}`, "content-type": excelType },
      body: new Uint8Array(file),
    });
    expect(JSON.parse(await response.text()).counts).toEqual({ new: 0, created: 2, existing: 0, faulty: 0 });
    const { items } = (await elsewhere.unit.call("GET", "/v1/matters?programme=siqun")).body;
    const here = (await flow.unit.call("GET", "/v1/matters?programme=siqun")).body.items;
    const kept = ({ title, lead, assist, due }: Json) => ({ title, lead, assist, due });
    expect(items.map(kept)).toEqual(here.map(kept));
  } finally {
    await elsewhere.stop();
  }
});

test("the list of tasks goes out by its filters, in the units' order, and to each as much as he may read", async () => {
  const { file, headers } = await download(flow.supervisor, "/v1/exports/tasks.xlsx");
  expect(headers.get("content-type")).toBe(excelType);
  const [tasks, byUnit] = readWorkbook(file);
  const { items } = (await flow.supervisor.call("GET", "/v1/tasks?limit=200")).body;
  const rowsOf = (sheet: typeof tasks) =>
    Array.from({ length: (sheet?.rowCount ?? 2) - 2 }, (_, row) =>
      Array.from({ length: 21 }, (_, column) => sheet?.cell(row + 3, column + 1).text ?? ""),
    );
  const rows = rowsOf(tasks);
  const { items: units } = (await flow.admin.call("GET", "/v1/units?limit=200")).body;
  const names: readonly string[] = units.map(({ name }: Json) => name);
  expect(rows.map((row) => row.at(-1)).sort()).toEqual(items.map(({ id }: Json) => id).sort());
  expect(rows.map((row) => names.indexOf(row[2] ?? ""))).toEqual(
    rows.map((row) => names.indexOf(row[2] ?? "")).sort((one, other) => one - other),
  );
  const reported = rows.find((row) => row[10] === "40");
  expect(reported?.slice(0, 7)).toEqual([
    ...["督〔2026〕1号", "荒山造林", "农业局", "牵头", "办理", "无牌", "2026-06-30 17:30"],
  ]);
  expect(rowsOf(byUnit).map(([name]) => name)).toEqual(names);
  const filtered = readWorkbook((await download(flow.supervisor, "/v1/exports/tasks.xlsx?unit=kj")).file)[0];
  expect(rowsOf(filtered).length).toBe(items.filter(({ unit }: Json) => unit === "kj").length);
  const own = rowsOf(readWorkbook((await download(flow.other, "/v1/exports/tasks.xlsx")).file)[0]);
  const seen = (await flow.other.call("GET", "/v1/tasks?limit=200")).body.items;
  expect(own.map((row) => row.at(-1)).sort()).toEqual(seen.map(({ id }: Json) => id).sort());
});

test("what is no Excel file is refused with the reason, and not by everyone's key", async () => {
  expect((await upload(flow.supervisor, "/v1/imports/preview", Buffer.from("abc"))).body.type).toBe(
    "urn:duban:problem:invalid-request",
  );
  expect((await upload(flow.supervisor, "/v1/imports", fixture, "text/csv")).status).toBe(415);
  expect((await upload(flow.supervisor, "/v1/imports", Buffer.alloc(1_100_000))).status).toBe(413);
  expect((await upload(flow.unit, "/v1/imports", fixture)).status).toBe(403);
});

test("a programme goes out as YAML and comes back the same", async () => {
  const { file, headers } = await download(flow.unit, "/v1/exports/programmes/siqun.yaml");
  expect(headers.get("content-type")).toContain("application/yaml");
  const put = (id: string, yaml: string) =>
    flow.supervisor.call("PUT", `/v1/programmes/${id}`, yaml, { "content-type": "application/yaml" });
  expect((await put("copy", file.toString())).status).toBe(200);
  const { file: copy } = await download(flow.unit, "/v1/exports/programmes/copy.yaml");
  expect(copy.toString()).toBe(file.toString());
  expect((await put("copy", "name: [")).status).toBe(400);
  expect((await put("copy", "name: 甲\nlines: [{ id: a }]")).body.errors[0].pointer).toBe("/lines/0/name");
});

test("a programme goes out as Excel, comes back as what PUT takes, and a bad cell is named", async () => {
  const { file, headers } = await download(flow.unit, "/v1/exports/programmes/siqun.xlsx");
  expect(headers.get("content-type")).toBe(excelType);
  const { status, body } = await upload(flow.supervisor, "/v1/imports/programme", file);
  expect([status, body.faults]).toEqual([200, []]);
  expect((await flow.supervisor.call("PUT", "/v1/programmes/again", body.programme)).status).toBe(200);
  const yamlOf = async (id: string) => (await download(flow.unit, `/v1/exports/programmes/${id}.yaml`)).file;
  expect(await yamlOf("again")).toEqual(await yamlOf("siqun"));
  const columns = ["工作线", "权重"].map((heading) => ({ heading, width: 10 }));
  const bad = writeWorkbook([{ name: "线", title: "活动", columns, rows: [["造林", "三成"]] }]);
  const answer = await upload(flow.supervisor, "/v1/imports/programme", bad);
  expect(answer.body).toMatchObject({
    programme: null,
    faults: [{ sheet: "线", cell: "B3", value: "三成" }],
  });
  expect((await upload(flow.unit, "/v1/imports/programme", file)).status).toBe(403);
  expect((await upload(flow.supervisor, "/v1/imports/programme", Buffer.from("abc"))).status).toBe(400);
  expect((await download(flow.unit, "/v1/exports/programmes/none.xlsx")).file.toString()).toContain(
    "unknown-programme",
  );
});
