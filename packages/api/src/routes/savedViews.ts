import { type Caller, deleteView, findSavedViews, mostSavedViews, saveView } from "@duban/engine";
import { z } from "zod";
import { operation } from "../operation.ts";
import { problem } from "../problem.ts";
import { codeSchema, listOf, textSchema } from "../schemas/basics.ts";

const bodySchema = z
  .strictObject({
    name: textSchema.max(100),
    filter: z.record(z.string().min(1).max(50), z.string().max(400)),
    columns: z.array(z.string().min(1).max(50)).max(50),
  })
  .refine(({ filter }) => Object.keys(filter).length <= 30, {
    path: ["filter"],
    error: "has over 30 members",
  })
  .meta({ id: "SavedViewRequest" });

const viewSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    filter: z.record(z.string(), z.string()),
    columns: z.array(z.string()),
  })
  .meta({ id: "SavedView" });

const params = z.strictObject({ id: codeSchema });

/** Whose views they are: the person's, whichever key or session he comes with; else the key's. */
const ownerOf = ({ person, key }: Caller): string => (person === null ? `key/${key}` : `person/${person}`);

const getViews = operation({
  method: "get",
  path: "/v1/me/views",
  id: "getSavedViews",
  summary: "The caller's saved views of the task list",
  tag: "keys",
  allowed: "any",
  reads: "own",
  answers: [{ status: 200, description: "All of them, by name.", schema: listOf(viewSchema) }],
  async handle({ api, caller }) {
    const items = await findSavedViews(api.database, caller.tenantId, ownerOf(caller));
    return { status: 200, body: { items, next: null } };
  },
});

const putView = operation({
  method: "put",
  path: "/v1/me/views/{id}",
  id: "putSavedView",
  summary: "Keep a view of the task list under an id of one's own",
  description: `Filter and columns are kept as they are given, for the console to read again. At most ${mostSavedViews} a person.`,
  tag: "keys",
  allowed: "any",
  reads: "own",
  params,
  body: bodySchema,
  answers: [{ status: 200, description: "The view.", schema: viewSchema }],
  // One's own bookmarks: nothing of the county changes.
  trail: { written: "never" },
  async handle({ api, caller, params: { id }, body }) {
    const view = { id, ...body };
    const isSaved = await saveView(
      api.database,
      caller.tenantId,
      ownerOf(caller),
      view,
      await api.clock.read(),
    );
    if (isSaved) return { status: 200, body: view };
    return problem("invalid-request", `there are ${mostSavedViews} views already; forget one first`);
  },
});

const deleteSavedView = operation({
  method: "delete",
  path: "/v1/me/views/{id}",
  id: "deleteSavedView",
  summary: "Forget a saved view",
  tag: "keys",
  allowed: "any",
  reads: "own",
  params,
  answers: [
    {
      status: 200,
      description: "Whether there was one.",
      schema: z.object({ id: z.string(), deleted: z.boolean() }),
    },
  ],
  trail: { written: "never" },
  async handle({ api, caller, params: { id } }) {
    const deleted = await deleteView(api.database, caller.tenantId, ownerOf(caller), id);
    return { status: 200, body: { id, deleted } };
  },
});

export const savedViewOperations = [getViews, putView, deleteSavedView];
