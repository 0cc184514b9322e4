import { createRandom } from "../chaos/random.ts";
import type { Stage } from "../chaos/stage.ts";
import { Workload } from "../chaos/workload.ts";
import { eventually } from "../harness/eventually.ts";

/**
 * Brings `strike` over a stage while senders are at work, `times` times, each after the senders got some hundred further answers;
 * resolves when everything sent is answered.
 */
export async function underLoad(
  stage: Stage,
  seed: number,
  times: number,
  strike: () => Promise<void>,
): Promise<void> {
  const { client, county, journal, installation } = stage;
  const stop = new AbortController();
  const startsAt = await installation.now();
  const workload = new Workload({
    client,
    county,
    random: createRandom(seed),
    senders: 8,
    isQuick: false,
    now: () => startsAt,
    stop: stop.signal,
  });
  const working = workload.run();
  const answered = () => journal.events.reduce((sum, { tries }) => sum + tries.length, 0);
  const moreAnswers = async (count: number) => {
    const enough = answered() + count;
    await Promise.race([
      working,
      eventually(() => answered() >= enough, { withinMs: 60_000, what: "answers" }),
    ]);
  };
  try {
    for (let time = 0; time < times; time++) {
      await moreAnswers(150);
      await strike();
    }
    await moreAnswers(100);
  } finally {
    stop.abort();
  }
  await working;
}
