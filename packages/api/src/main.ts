import { createLogger, describeProblems, isConfigProblems, type Logger, parseConfig } from "@duban/engine";
import { adminKeyFault } from "./adminKey.ts";
import { type Duban, startDuban } from "./startDuban.ts";

/** Ends the process if ending in order takes longer than it may; the contract allows 10 s. */
const endLimitMs = 9_500;

/**
 * `npm start`: the server of the parts that the environment asks for.
 *
 * Stdout gets one line, `duban listening on …`, when it listens; everything else goes to stderr as JSON lines. A bad
 * configuration ends with one message that lists every problem, and code 1; SIGTERM and SIGINT drain and end with 0.
 */
async function main(): Promise<void> {
  const config = parseConfig(process.env);
  const ownKey = process.env.DUBAN_ADMIN_KEY ?? "";
  const keyFault = adminKeyFault(ownKey === "" ? null : ownKey);
  if (isConfigProblems(config) || keyFault !== undefined) {
    const problems = isConfigProblems(config) ? config.problems : [];
    process.stderr.write(
      `${describeProblems({ problems: [...problems, ...(keyFault ? [keyFault] : [])] })}\n`,
    );
    process.exitCode = 1;
    return;
  }
  const logger = createLogger(config.logLevel);
  endOnFault(logger);
  const started = startDuban(config, logger);
  endOnSignal(started, logger);
  try {
    const { url } = await started;
    if (url === null) logger.info({ parts: [...config.parts] }, "started");
    else process.stdout.write(`duban listening on ${url}\n`);
  } catch (error) {
    logger.fatal({ err: error }, "duban cannot start");
    process.exit(1);
  }
}

/** A signal during the start waits for its end: stopping half a start is the harder half of stopping. */
function endOnSignal(started: Promise<Duban>, logger: Logger): void {
  let isEnding = false;
  const end = async (signal: NodeJS.Signals) => {
    if (isEnding) return;
    isEnding = true;
    logger.info({ signal }, "ending");
    setTimeout(() => {
      logger.error("ended before everything was drained");
      process.exit(1);
    }, endLimitMs).unref();
    const duban = await started;
    await duban.stop();
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      end(signal).catch((error: unknown) => {
        logger.fatal({ err: error }, "ending failed");
        process.exit(1);
      });
    });
  }
}

/** What nobody caught is a defect: it is logged as every other line is, and the process ends, to be started anew. */
function endOnFault(logger: Logger): void {
  const end = (error: unknown) => {
    logger.fatal({ err: error }, "a fault that nothing caught");
    process.exit(1);
  };
  process.on("uncaughtException", end);
  process.on("unhandledRejection", end);
}

await main();
