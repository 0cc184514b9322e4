import type { TestProject } from "vitest/node";
import { startPostgresForTests } from "./postgresForTests.ts";

/** The Postgres of the fault tests: as durable as the product's. */
export default async (project: TestProject) => (await startPostgresForTests(project, "on")).stop;
