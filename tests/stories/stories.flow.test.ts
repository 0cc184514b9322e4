import { expect, test } from "vitest";
import { Story } from "./story.ts";

// More of them, from any seed on: STORIES=50 STORIES_FROM=1000 npx vitest run tests/stories
const count = Number(process.env["STORIES"] ?? 2);
const first = Number(process.env["STORIES_FROM"] ?? 1);
const seeds = Array.from({ length: count }, (_, place) => first + place);

test.each(seeds)(
  "seed %i: whatever a county does and however its calendars are edited, every deadline, rung, notice, forecast and preview is what the rules say",
  async (seed) => {
    const story = await Story.begin(seed);
    try {
      await story.tell(90);
      expect(story.violations.slice(0, 10)).toEqual([]);
      expect(story.told.get("recorded rungFired")).toBeGreaterThan(10);
    } finally {
      await story.end();
    }
  },
  // Each step is held against a model: minutes on a machine shared with others.
  180_000,
);
