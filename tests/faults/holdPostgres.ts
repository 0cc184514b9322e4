/* A process that uses the embedded Postgres of the directory it is given until it is killed; says the URL when it has it. */
import { silentLogger, startEmbeddedPostgres } from "@duban/engine";

const [dataDir = ""] = process.argv.slice(2);
const server = await startEmbeddedPostgres({ dataDir, logger: silentLogger });
process.stdout.write(`duban listening on http://${new URL(server.url).host}\n`);
setInterval(() => undefined, 60_000);
