import type { Client, Task } from "@duban/client";
import type { Course } from "./course.ts";

/** What a course can reach beside its own steps. */
export interface Stage {
  /** The 督查室's own client: reads everything, puts up matters. */
  readonly office: Client;
  /** A client on a good line, under the key of a unit's system or of a person. */
  clientOf(actor: string): Promise<Client>;
  /** The task as the server has it now. */
  read(task: string): Promise<Task>;
  /** Tells the audience: when, in Chinese, in English. */
  tell(at: number, chinese: string, english: string): void;
  /** Notes something that isn't as the story expects it; the run then ends as failed. */
  object(what: string): void;
  /** Lets another course begin. */
  begin(course: Course): void;
  /** A unit's system sends its largest batch once more, as from a backup that knows no answers; how many were duplicates. */
  replay(actor: string): Promise<{ readonly sent: number; readonly duplicates: number }>;
}
