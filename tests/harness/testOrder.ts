import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * What takes long begins first, so that at the end of a group nobody waits for one file: in this order, as measured. Of the fault
 * tests and those of the console one of each stands beside the other, as far as it goes: the former mostly wait, the latter never do.
 * What is not named comes after, as vitest orders it.
 */
const longest = [
  "packages/workers/src/startWorkers.int.test.ts",
  "tests/flows/attack.flow.test.ts",
  "tests/flows/process.flow.test.ts",
  "packages/workers/src/advanceClock.int.test.ts",
  "tests/flows/verify.flow.test.ts",
  "tests/flows/reading.flow.test.ts",
  "tests/flows/console.flow.test.ts",
  "tests/flows/tenants.flow.test.ts",
  "tests/stories/stories.flow.test.ts",
  "scripts/bootstrap.test.ts",
  "tests/faults/processes.fault.test.ts",
  "tests/e2e/accessible.e2e.test.ts",
  "tests/faults/deadlines.fault.test.ts",
  "tests/e2e/console.e2e.test.ts",
  "tests/e2e/story.e2e.test.ts",
  "tests/faults/chaos.fault.test.ts",
  "tests/e2e/approvals.e2e.test.ts",
  "tests/faults/embeddedPostgres.fault.test.ts",
  "tests/e2e/signIn.e2e.test.ts",
  "tests/faults/queue.fault.test.ts",
  "tests/e2e/inspections.e2e.test.ts",
  "tests/faults/queueKill.fault.test.ts",
];

/** The order of the test files: group by group, and in a group the longest first. */
export class TestOrder extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { root } = this.ctx.config;
    const rank = ({ moduleId }: TestSpecification) => {
      const at = longest.indexOf(relative(root, moduleId));
      return at === -1 ? longest.length : at;
    };
    // Files that share a process come one after the other, by project; the others as their length asks for.
    const place = ({ project }: TestSpecification) => (project.config.isolate ? "" : project.name);
    const order = ({ project }: TestSpecification) => project.config.sequence.groupOrder;
    return (await super.sort(files)).sort(
      (one, other) =>
        order(one) - order(other) || place(one).localeCompare(place(other)) || rank(one) - rank(other),
    );
  }
}
