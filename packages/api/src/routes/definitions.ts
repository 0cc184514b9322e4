import { type Definition, findDefinition } from "@duban/engine";
import { z } from "zod";
import { operation } from "../operation.ts";
import { problem } from "../problem.ts";

const definitionSchema = z
  .object({
    id: z.string(),
    version: z.int(),
    states: z.array(z.object({ id: z.string(), label: z.string() })),
    arrows: z.array(z.object({ from: z.string(), to: z.string(), event: z.string(), label: z.string() })),
  })
  .meta({ id: "Lifecycle" });

const getDefinition = operation({
  method: "get",
  path: "/v1/definitions/{id}/{version}",
  id: "getDefinition",
  summary:
    "A version of the lifecycle as a graph: the states of the work, and the events that lead from one to another",
  tag: "tasks",
  allowed: "any",
  reads: "public",
  params: z.strictObject({
    id: z.string(),
    version: z
      .string()
      .regex(/^\d{1,6}$/)
      .transform(Number),
  }),
  answers: [{ status: 200, description: "The graph.", schema: definitionSchema }],
  problems: ["unknown-route"],
  async handle({ params }) {
    const definition = findDefinition(params);
    return definition === undefined
      ? problem("unknown-route", `no lifecycle is called ${params.id} in version ${params.version}`)
      : { status: 200, body: graphOf(definition) };
  },
});

/** The definition's work region without its initial step: what a person calls the lifecycle. */
function graphOf({ ref, machine, labels }: Definition): z.input<typeof definitionSchema> {
  const { initial, states } = machine.states.work;
  const stateLabels: Readonly<Record<string, string>> = labels.states;
  const eventLabels: Readonly<Record<string, string>> = labels.events;
  const names = Object.keys(states).filter((name) => name !== initial);
  const arrows = Object.entries(states).flatMap(([from, { on }]) =>
    Object.entries(on).flatMap(([event, ways]) =>
      [...new Set((ways ?? []).flatMap(({ target }) => target ?? []))].map((to) => ({ from, to, event })),
    ),
  );
  return {
    ...ref,
    states: names.map((id) => ({ id, label: stateLabels[id] ?? id })),
    arrows: arrows
      .filter(({ from, to }) => from !== initial && from !== to)
      .map((arrow) => ({ ...arrow, label: eventLabels[arrow.event] ?? arrow.event })),
  };
}

export const definitionOperations = [getDefinition];
