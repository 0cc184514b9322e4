import { type Database, type EngineClock, findLastPosition, type Instant, type Logger } from "@duban/engine";

/** Tells those who listen that something was recorded: not what; they look again themselves. */
export interface ChangeWatch {
  /** Calls `onChange` from now on, and `onEnd` once if the watch itself ends; the answer stops listening. */
  listen(listener: ChangeListener): () => void;
  /** Ends every listener. */
  close(): void;
}

/** What was known when the watch last looked and nothing had moved: all that is new came after this position and not before. */
export interface Look {
  readonly position: number;
  readonly at: Instant;
}

export interface ChangeListener {
  readonly onChange: (since: Look) => void;
  readonly onEnd: () => void;
}

// Looked at twice a second, and only while somebody listens: a change is on the page well within two seconds.
const intervalMs = 500;
// The position grows before its commit, and a batch commits within milliseconds, seconds at the worst: after a change the
// listeners are told twice more.
const echoes = 2;

/**
 * Watches the last position of the recorded events, which every process that writes moves: nothing is asked of the writers.
 *
 * A database that does not answer is asked again; listeners hear of what came meanwhile once it does.
 */
export function createChangeWatch(database: Database, clock: EngineClock, logger: Logger): ChangeWatch {
  const listeners = new Set<ChangeListener>();
  let timer: NodeJS.Timeout | undefined;
  let known: number | undefined;
  let echoesLeft = 0;
  let quiet: Look = { position: 0, at: 0 };

  async function look(): Promise<void> {
    try {
      const [position, at] = await Promise.all([findLastPosition(database), clock.read()]);
      const hasMoved = known !== undefined && position !== known;
      known = position;
      if (hasMoved) echoesLeft = echoes;
      else if (echoesLeft === 0) {
        quiet = { position, at };
        return;
      } else echoesLeft -= 1;
      for (const { onChange } of listeners) onChange(quiet);
    } catch (error) {
      logger.warn({ err: error }, "cannot look for changes");
    }
  }

  function schedule(): void {
    timer = setTimeout(() => void look().finally(() => timer && schedule()), intervalMs);
    timer.unref();
  }

  function stop(): void {
    clearTimeout(timer);
    timer = undefined;
    known = undefined;
  }

  return {
    listen(listener) {
      listeners.add(listener);
      if (timer === undefined) {
        schedule();
        void look();
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) stop();
      };
    },
    close() {
      stop();
      for (const { onEnd } of listeners) onEnd();
      listeners.clear();
    },
  };
}
