import type { TestProject } from "vitest/node";
import { startPostgresForTests } from "./postgresForTests.ts";

/** The Postgres of the fault tests: as durable as the product's. */
export default (project: TestProject) => startPostgresForTests(project, "on");
