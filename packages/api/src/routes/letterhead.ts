import { partyOf, saveLetterhead } from "@duban/engine";
import { letterheadInForce } from "../bulletins/letterhead.ts";
import { operation } from "../operation.ts";
import { letterheadSchema } from "../schemas/bulletins.ts";

const getLetterhead = operation({
  method: "get",
  path: "/v1/letterhead",
  id: "getLetterhead",
  summary: "What stands on the county's bulletins and letters",
  tag: "documents",
  allowed: "any",
  reads: "public",
  answers: [{ status: 200, description: "The letterhead in force.", schema: letterheadSchema }],
  async handle({ api, caller: { tenantId } }) {
    return { status: 200, body: await letterheadInForce(api, tenantId) };
  },
});

const putLetterhead = operation({
  method: "put",
  path: "/v1/letterhead",
  id: "putLetterhead",
  summary: "Put what stands on the county's bulletins and letters",
  description: "What was issued keeps the letterhead it was issued with.",
  tag: "documents",
  allowed: ["supervisor", "leader", "systemAdmin"],
  reads: "office",
  body: letterheadSchema,
  answers: [{ status: 200, description: "The letterhead.", schema: letterheadSchema }],
  async handle({ api, caller, body }) {
    await saveLetterhead(api.database, caller.tenantId, body, partyOf(caller), await api.clock.read());
    return { status: 200, body };
  },
});

export const letterheadOperations = [getLetterhead, putLetterhead];
