import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Client, type Flow, startFlow } from "./flow.ts";

let flow: Flow;
let leader: Client;
let late: string;
beforeAll(async () => {
  flow = await startFlow();
  leader = await flow.client({ roles: ["leader"] });
  await flow.admin.call("PUT", "/v1/letterhead", {
    organ: "昌宁县人民政府督查室",
    mark: "昌宁县人民政府督查室文件",
    addressees: "各乡镇人民政府，县直各单位",
    kinds: [{ id: "monthly", name: "月度通报", prefix: "昌督通" }],
  });
  late = (await flow.task({ title: "绿化荒山", due: { workdays: 5 } })).id;
  await flow.task({ title: "村庄建设", lead: "kj", due: { workdays: 60 } });
  const { id } = await flow.task({ title: "合作社", lead: "kj", due: { workdays: 20 } });
  await flow.other.send(id, "accepted", {});
  await flow.other.send(id, "submitted", { result: "办结" });
  await flow.inspector.send(id, "passed", { findings: "属实" });
  expect((await flow.supervisor.send(id, "closureApproved", {})).body.state).toBe("closed");
  await flow.advance("2026-03-31T16:00:00+08:00");
});
afterAll(() => flow.stop());

const march = {
  kind: "monthly",
  from: "2026-03-01",
  to: "2026-03-31",
  cause: "苗木到货迟，错过了栽植季节。",
};
const kindOf = ({ body }: { body: { type: string } }) => body.type.replace("urn:duban:problem:", "");

describe("a bulletin", () => {
  it("counts its figures, states a person's cause, and is fixed under its number when two others approved", async () => {
    expect((await flow.unit.call("POST", "/v1/bulletins", march)).status).toBe(403);
    const drafted = await flow.supervisor.call("POST", "/v1/bulletins", march);
    expect(drafted.status).toBe(201);
    const { id } = drafted.body;
    expect(drafted.body).toMatchObject({
      number: null,
      state: "draft",
      title: "关于2026年3月督办事项办理情况的通报",
      figures: {
        totals: { total: 3, closed: 1, open: 2, overdue: 1, returned: 0, putUp: 3 },
        units: [
          { unit: "dcs", total: 0 },
          { unit: "nyj", total: 1, overdue: 1 },
          { unit: "kj", total: 2, closed: 1 },
        ],
        laggards: [{ task: late, number: "督〔2026〕1号", unitName: "农业局", overdueWorkdays: 16 }],
      },
      repeats: { of: null, sentences: [] },
    });
    const path = `/v1/bulletins/${id}`;
    // Nobody outside the office learns of a draft, and its author does not approve it.
    expect((await flow.unit.call("GET", path)).status).toBe(404);
    expect((await flow.unit.call("GET", "/v1/bulletins")).body.items).toEqual([]);
    expect(kindOf(await flow.supervisor.call("POST", `${path}/approve`, { revision: 1 }))).toBe("four-eyes");
    const first = await flow.supervisor2.call("POST", `${path}/approve`, { revision: 1 });
    expect(first.body).toMatchObject({ state: "draft", mayApprove: false, approvals: [{}] });
    expect(kindOf(await flow.supervisor2.call("POST", `${path}/approve`, { revision: 1 }))).toBe("four-eyes");
    // An edit drops the approval: what was approved is not what would be issued.
    const edited = await flow.supervisor.call("PUT", path, {
      revision: 1,
      bulletin: { ...march, requirements: "请责任单位说明原因。" },
    });
    expect(edited.body).toMatchObject({ revision: 2, approvals: [] });
    expect(kindOf(await leader.call("POST", `${path}/approve`, { revision: 1 }))).toBe("stale-revision");
    await flow.supervisor2.call("POST", `${path}/approve`, { revision: 2 });
    const issued = await leader.call("POST", `${path}/approve`, { revision: 2 });
    expect(issued.body).toMatchObject({ state: "issued", number: "昌督通〔2026〕1号" });
    expect(kindOf(await flow.supervisor.call("PUT", path, { revision: 2, bulletin: march }))).toBe(
      "not-accepted",
    );
    expect(kindOf(await flow.supervisor.call("DELETE", path))).toBe("not-accepted");
    // Issued it is everybody's, as a Word file and as a page.
    const file = await flow.unit.call("GET", `${path}/document.docx`);
    expect([file.status, file.headers.get("content-type")]).toEqual([
      200,
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ]);
    const page = await flow.unit.call("GET", `${path}/page`);
    expect(page.body).toContain("昌督通〔2026〕1号");
    expect(page.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-/);
    const { body: words } = await flow.unit.call("GET", `${path}/document`);
    expect(words).toMatchObject({ number: "昌督通〔2026〕1号", issuedOn: "2026-03-31", copies: null });
    expect(words.body).toContainEqual({ kind: "paragraph", text: march.cause });
    const inYear = async (query: string) =>
      (await flow.unit.call("GET", `/v1/bulletins?kind=monthly&year=${query}`)).body.items.length;
    expect([await inYear("2026"), await inYear("2025")]).toEqual([1, 0]);
    const trail = await flow.client({ roles: ["auditor"] });
    const { body } = await trail.call("GET", "/v1/trail?action=approveBulletin");
    expect(body.items.filter((entry: { outcome: string }) => entry.outcome === "done")).toHaveLength(3);
  });

  it("points out what it repeats from the one before, draws the next number, and knows only its own kinds and the past", async () => {
    const again = { ...march, cause: "苗木到货迟，错过了栽植的季节。雨水偏少，成活率低于往年。" };
    const { body } = await flow.supervisor.call("POST", "/v1/bulletins", again);
    expect(body.repeats).toEqual({
      of: "昌督通〔2026〕1号",
      sentences: ["苗木到货迟，错过了栽植的季节。"],
    });
    await flow.supervisor2.call("POST", `/v1/bulletins/${body.id}/approve`, { revision: 1 });
    const issued = await leader.call("POST", `/v1/bulletins/${body.id}/approve`, { revision: 1 });
    expect(issued.body.number).toBe("昌督通〔2026〕2号");
    for (const wrong of [{ kind: "weekly" }, { to: "2026-04-30" }, { from: "2026-04-01" }, { cause: "" }]) {
      const { status } = await flow.supervisor.call("POST", "/v1/bulletins", { ...march, ...wrong });
      expect([wrong, status]).toEqual([wrong, 400]);
    }
  });
});

describe("the letters of a task", () => {
  it("follow from what was recorded, and say what was so then", async () => {
    const { id } = await flow.task({ title: "饮水安全", lead: "kj", due: { workdays: 10 } });
    await flow.other.send(id, "accepted", {});
    await flow.other.send(id, "extensionRequested", { due: { on: "2026-05-29" }, reason: "连续降雨" });
    await flow.supervisor.send(id, "extensionGranted", { due: { on: "2026-05-15" } });
    await flow.supervisor.send(id, "urged", { note: "请报管网进度" });
    const { body } = await flow.other.call("GET", `/v1/tasks/${id}/letters`);
    expect(body.items.map(({ kind }: { kind: string }) => kind)).toEqual(["assignment", "extension", "urge"]);
    const pages = await Promise.all(
      body.items.map(async ({ revision }: { revision: number }) => {
        const page = await flow.other.call("GET", `/v1/tasks/${id}/letters/${revision}/page`);
        return page.body;
      }),
    );
    expect(pages[0]).toMatch(/现将“饮水安全”交由你单位牵头办理[\s\S]*于2026年4月15日前办结/);
    expect(pages[1]).toMatch(
      /延期至2026年5月29日办结的请示（理由：连续降雨）[\s\S]*新的办结期限为2026年5月15日/,
    );
    expect(pages[2]).toMatch(/第1次[\s\S]*请报管网进度/);
    expect((await flow.other.call("GET", `/v1/tasks/${id}/letters/1/document.docx`)).status).toBe(200);
    const { body: answer } = await flow.other.call("GET", `/v1/tasks/${id}/letters/1/document`);
    expect(answer).toMatchObject({ title: "督办事项交办通知", annexes: [] });
    // The list holds what the tasks' own lists do, the newest first, by kind and unit, page by page.
    const listed = await flow.supervisor.call("GET", "/v1/letters?unit=kj&limit=2");
    expect(listed.body.items).toMatchObject([
      { kind: "urge", task: id, unit: "kj", title: "饮水安全" },
      { kind: "extension", task: id },
    ]);
    const next = encodeURIComponent(listed.body.next);
    const more = await flow.supervisor.call("GET", `/v1/letters?unit=kj&limit=1&cursor=${next}`);
    expect(more.body.items).toMatchObject([{ kind: "assignment", task: id, revision: 1 }]);
    const cardsOf = async (client: Client) =>
      (await client.call("GET", "/v1/letters?kind=card")).body.items.map(
        ({ task }: { task: string }) => task,
      );
    expect(new Set(await cardsOf(flow.unit))).toEqual(new Set([late]));
    expect(await cardsOf(flow.other)).toEqual([]);
    expect(kindOf(await flow.other.call("GET", `/v1/tasks/${id}/letters/2/page`))).toBe("unknown-letter");
    expect(kindOf(await flow.unit.call("GET", `/v1/tasks/${id}/letters`))).toBe("unknown-task");
    // The first rung after the due shows a card on the task that is late.
    const cards = await flow.unit.call("GET", `/v1/tasks/${late}/letters`);
    const card = cards.body.items.find(({ kind }: { kind: string }) => kind === "card");
    const page = await flow.unit.call("GET", `/v1/tasks/${late}/letters/${card.revision}/page`);
    expect(page.body).toMatch(/现亮.牌督办/);
  });
});

describe("an exemplar", () => {
  it("is a closed task, published with its unit's consent, and cited from others", async () => {
    const listed = await flow.supervisor.call("GET", "/v1/tasks?state=closed");
    const [task] = listed.body.items;
    const proposal = { task: task.id, title: "合作社怎么办起来的", summary: "先有大户，后有章程。" };
    expect(kindOf(await flow.supervisor.call("POST", "/v1/exemplars", { ...proposal, task: late }))).toBe(
      "not-accepted",
    );
    expect(kindOf(await flow.unit.call("POST", "/v1/exemplars", proposal))).toBe("unknown-task");
    const proposed = await flow.supervisor.call("POST", "/v1/exemplars", proposal);
    expect(proposed.body).toMatchObject({ state: "proposed", unit: "kj", unitAgreed: null, mayAgree: false });
    const path = `/v1/exemplars/${proposed.body.id}`;
    expect(kindOf(await flow.supervisor.call("POST", "/v1/exemplars", proposal))).toBe("already-there");
    // Without the unit's yes it is nobody's model, whoever of the office says it again.
    expect((await flow.supervisor2.call("POST", `${path}/agree`)).body.state).toBe("proposed");
    expect(kindOf(await flow.unit.call("GET", path))).toBe("unknown-exemplar");
    expect((await flow.other.call("POST", `${path}/agree`)).body.state).toBe("published");
    expect((await flow.unit.call("GET", path)).body).toMatchObject({ title: proposal.title, citedBy: [] });
    const made = await flow.unit.call("GET", `/v1/exemplars?task=${task.id}`);
    expect(made.body.items).toMatchObject([{ id: proposed.body.id }]);
    expect((await flow.unit.call("GET", `/v1/exemplars?task=${late}`)).body.items).toEqual([]);
    const citation = { task: late, note: "照此先定章程" };
    expect((await flow.unit.call("POST", `${path}/citations`, citation)).body.citations).toBe(1);
    expect((await flow.unit.call("POST", `${path}/citations`, citation)).body.citations).toBe(1);
    const cited = await flow.unit.call("GET", `/v1/tasks/${late}/exemplars`);
    expect(cited.body.items).toMatchObject([{ id: proposed.body.id }]);
    expect((await flow.unit.call("GET", path)).body.citedBy).toMatchObject([
      { task: late, note: citation.note },
    ]);
    // Another unit sees that it was cited, not by whose task.
    expect((await flow.other.call("GET", path)).body).toMatchObject({ citations: 1, citedBy: [] });
    expect((await flow.other.call("POST", `${path}/withdraw`)).body.state).toBe("withdrawn");
    expect(kindOf(await flow.unit.call("GET", path))).toBe("unknown-exemplar");
  });
});
