import type { Bulletin } from "@duban/engine";
import type { z } from "zod";
import type { bulletinSchema } from "../schemas/bulletins.ts";
import type { Letterhead } from "./letterhead.ts";

/** What a bulletin's row keeps as its body. `subject` is the name of what it is of; the letterhead is fixed when it is issued. */
export interface BulletinBody {
  readonly title: string;
  readonly subject: string | null;
  readonly cause: string;
  readonly requirements: string;
  readonly figures: z.input<typeof bulletinSchema>["figures"];
  readonly letterhead?: Letterhead;
}

/** The body of a bulletin: `writeBody` wrote it, and nothing else does. */
export const readBody = ({ body }: Pick<Bulletin, "body">): BulletinBody => body as unknown as BulletinBody;

/** A body as its row keeps it. */
export const writeBody = (body: BulletinBody): Bulletin["body"] => ({ ...body });
