import { writeFile } from "node:fs/promises";
import { describeMachine } from "./machine.ts";
import { parseOptions, usage } from "./options.ts";
import { renderProfiles } from "./profile.ts";
import { isMet, renderSection, type Section, sectionOfTargets, type Target } from "./report.ts";
import { killServers } from "./server/serverProcess.ts";
import { openTestbed, type Testbed } from "./server/testbed.ts";
import { consoleSuite } from "./suites/console.ts";
import { engineSuite } from "./suites/engine.ts";
import { eventsSuite } from "./suites/events.ts";
import { scaleSuite } from "./suites/scale.ts";
import { startupSuite } from "./suites/startup.ts";
import { stormSuite } from "./suites/storm.ts";
import type { Suite } from "./suites/suite.ts";
import { trailSuite } from "./suites/trail.ts";
import { settleCounty } from "./world/settle.ts";

/** In the order they run. */
const suites: readonly Suite[] = [eventsSuite, stormSuite, startupSuite];
/** Only when asked for: the curve takes long, the console wants a browser, and what the engine does without HTTP, and what seals and row security cost it, is for whoever works on it. */
const curve: readonly Suite[] = [scaleSuite];
const named: readonly Suite[] = [...suites, ...curve, engineSuite, trailSuite, consoleSuite];

/**
 * `npm run bench`: tables on stdout, progress on stderr. Each suite has a Postgres of its own, begun empty and thrown away.
 */
async function main(args: readonly string[]): Promise<void> {
  const options = parseOptions(
    args,
    named.map(({ name }) => name),
  );
  if (typeof options === "string") {
    process.stderr.write(`${options}\n${usage}\n`);
    process.exitCode = 2;
    return;
  }
  const chosen =
    options.only === null
      ? options.scale
        ? curve
        : suites
      : named.filter(({ name }) => options.only?.includes(name));
  const startedAt = performance.now();
  const progress = (what: string) => {
    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    process.stderr.write(`[${String(seconds).padStart(5)} s] ${what}\n`);
  };
  const sections: Section[] = [];
  const targets: Target[] = [];
  let machine = {};
  for (const suite of chosen) {
    progress(`${suite.name}: starting Postgres`);
    const testbed = await openTestbed();
    const interrupted = () => void abandon(testbed);
    process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
    try {
      if (sections.length === 0) {
        machine = await describeMachine(testbed.database);
        console.log(
          `# Duban, measured\n\n${Object.entries(machine)
            .map(([name, value]) => `- ${name}: ${value}`)
            .join("\n")}`,
        );
      }
      const outcome = await suite.run(testbed, await settleCounty(testbed), { ...options, progress });
      for (const section of outcome.sections) console.log(renderSection(section));
      sections.push(...outcome.sections);
      targets.push(...outcome.targets);
    } finally {
      process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
      await testbed.close();
    }
  }
  if (targets.length > 0) console.log(renderSection(sectionOfTargets(targets)));
  if (options.profileDir !== undefined) console.log(await renderProfiles([options.profileDir]));
  if (options.json !== null) {
    const judged = targets.map((target) => ({ ...target, met: isMet(target) }));
    await writeFile(options.json, `${JSON.stringify({ machine, sections, targets: judged }, null, 2)}\n`);
  }
}

/** Interrupted: nothing is measured to the end, and nothing is left behind. */
async function abandon(testbed: Testbed): Promise<void> {
  killServers();
  await testbed.close().catch(() => undefined);
  process.exit(130);
}

await main(process.argv.slice(2));
