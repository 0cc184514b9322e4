import { findLetterhead } from "@duban/engine";
import type { z } from "zod";
import type { Api } from "../api.ts";
import { letterheadSchema } from "../schemas/bulletins.ts";

export type Letterhead = z.output<typeof letterheadSchema>;

/** What stands on documents until a county says otherwise. */
export const defaultLetterhead: Letterhead = {
  organ: "督查室",
  mark: "督查通报",
  addressees: "各乡镇人民政府，县直各单位",
  copies: null,
  kinds: [{ id: "bulletin", name: "督查通报", prefix: "督通" }],
};

/** The letterhead in force. */
export async function letterheadInForce({ database }: Api, tenantId: number): Promise<Letterhead> {
  const kept = letterheadSchema.safeParse(await findLetterhead(database, tenantId));
  return kept.success ? kept.data : defaultLetterhead;
}
