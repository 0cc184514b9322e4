import { describe, expect, it } from "vitest";
import type { TaskState } from "../lifecycle/taskState.ts";
import { createKeptTasks } from "./keptTasks.ts";

const task = (id: string, revision = 1) => ({ id, revision }) as TaskState;

describe("kept tasks", () => {
  it("are the last told of, each tenant's its own", () => {
    const kept = createKeptTasks();
    kept.keep(1, [task("a"), task("b")]);
    kept.keep(1, [task("a", 2)]);
    expect(kept.find(1, "a")?.revision).toBe(2);
    expect(kept.find(1, "b")?.revision).toBe(1);
    expect(kept.find(2, "a")).toBeUndefined();
  });

  it("are never more than the limit, the longest unused going first", () => {
    const kept = createKeptTasks(2);
    kept.keep(1, [task("a"), task("b")]);
    kept.find(1, "a");
    kept.keep(1, [task("c")]);
    expect(["a", "b", "c"].filter((id) => kept.find(1, id) !== undefined)).toEqual(["a", "c"]);
  });
});
