import type { LadderRequest } from "@duban/client";

export const ladderId = "changning-three-colours";

/**
 * 三色督办: reminded five working days ahead, a blue card on the eve, a yellow one in the night of the due day, a red one
 * after a week of work. Example: the steps are this demo's own; which colour means what differs from place to place.
 *
 * The red rung proposes a talk (约谈) with the unit's head: proposed to a person, never done by the engine.
 */
export const ladder = {
  rungs: [
    { at: { workdays: -5 }, notify: ["handler", "liaison"] },
    { at: { workdays: -1 }, card: "blue", notify: ["handler", "liaison", "head"] },
    // 23:30 where a day ends at 17:30: it fires at night, and its notice waits for the morning.
    { at: { hours: 6 }, card: "yellow", notify: ["liaison", "head"] },
    {
      at: { workdays: 5 },
      card: "red",
      notify: ["head", "supervisor", "leader"],
      urgent: true,
      propose: "约谈",
    },
    { at: { hours: 0 }, clock: "sign", notify: ["handler", "liaison"] },
    { at: { workdays: 1 }, clock: "sign", notify: ["head"], time: "09:00" },
  ],
} as const satisfies LadderRequest;

export const cardNames: Readonly<Record<string, string>> = {
  none: "–",
  blue: "蓝牌",
  yellow: "黄牌",
  red: "红牌",
};
