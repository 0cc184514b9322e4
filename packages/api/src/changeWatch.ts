import { type Database, findLastPosition, type Logger } from "@duban/engine";

/** Tells those who listen that something was recorded: not what; they look again themselves. */
export interface ChangeWatch {
  /** Calls `onChange` from now on, and `onEnd` once if the watch itself ends; the answer stops listening. */
  listen(listener: ChangeListener): () => void;
  /** Ends every listener. */
  close(): void;
}

export interface ChangeListener {
  readonly onChange: () => void;
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
export function createChangeWatch(database: Database, logger: Logger): ChangeWatch {
  const listeners = new Set<ChangeListener>();
  let timer: NodeJS.Timeout | undefined;
  let known: number | undefined;
  let echoesLeft = 0;

  async function look(): Promise<void> {
    try {
      const position = await findLastPosition(database);
      const hasMoved = known !== undefined && position !== known;
      known = position;
      if (hasMoved) echoesLeft = echoes;
      else if (echoesLeft === 0) return;
      else echoesLeft -= 1;
      for (const { onChange } of listeners) onChange();
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
