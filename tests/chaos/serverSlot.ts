import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { builtProgram } from "../harness/builtProgram.ts";

/** How a process ended. */
export interface SlotEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly tookMs: number;
}

const root = fileURLToPath(new URL("../../", import.meta.url));
const startLimitMs = 60_000;
const living = new Set<ChildProcessByStdio<null, Readable, Readable>>();
process.once("exit", () => {
  for (const child of living) child.kill("SIGKILL");
});

/**
 * The place of one server process, which outlives the processes that are started, killed and frozen in it.
 *
 * One with the part `api` keeps its port from start to start. Whatever a process says on stderr is kept to its last lines.
 */
export class ServerSlot {
  readonly name: string;
  readonly parts: string;
  /** Where it listens or will again; empty before the first start, and for workers alone. */
  url = "";
  /** Somebody is at it: being killed, started or frozen. */
  isBusy = false;
  readonly #env: Readonly<Record<string, string>>;
  #child: ChildProcessByStdio<null, Readable, Readable> | undefined;
  #ended: Promise<SlotEnd> = Promise.resolve({ code: null, signal: null, tookMs: 0 });
  #said = "";
  #isServing = false;
  readonly #crashes: string[] = [];

  constructor(name: string, parts: string, env: Readonly<Record<string, string>>) {
    this.name = name;
    this.parts = parts;
    this.#env = env;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  get isRunning(): boolean {
    return this.#child !== undefined;
  }

  /** The last of what its processes said on stderr. */
  get said(): string {
    return this.#said;
  }

  /** The times a process that served ended without being told to, each with its last words. */
  get crashes(): readonly string[] {
    return this.#crashes;
  }

  /** Starts a process and answers when it serves; as a supervisor would, tries again where one ends before. */
  async start(): Promise<void> {
    const startedAt = performance.now();
    for (;;) {
      try {
        return await this.#startOnce();
      } catch (error) {
        if (performance.now() - startedAt > startLimitMs) throw error;
        await wait(200);
      }
    }
  }

  /** Sends the signal and answers how the process ended. */
  async kill(signal: NodeJS.Signals): Promise<SlotEnd> {
    const sentAt = performance.now();
    this.#isServing = false;
    this.#child?.kill(signal);
    return { ...(await this.#ended), tookMs: performance.now() - sentAt };
  }

  freeze(): void {
    this.#child?.kill("SIGSTOP");
  }

  thaw(): void {
    this.#child?.kill("SIGCONT");
  }

  async #startOnce(): Promise<void> {
    const { PATH = "", HOME = "" } = process.env;
    const port = this.url === "" ? "0" : new URL(this.url).port;
    const child = spawn(process.execPath, [await builtProgram("packages/api/src/main.ts")], {
      cwd: root,
      env: { PATH, HOME, LOG_LEVEL: "info", ...this.#env, PORT: port, DUBAN_PARTS: this.parts },
      stdio: ["ignore", "pipe", "pipe"],
    });
    living.add(child);
    this.#child = child;
    this.#ended = new Promise((resolve) => {
      child.once("exit", (code, signal) => {
        living.delete(child);
        if (this.#child === child) this.#child = undefined;
        if (this.#isServing) this.#crashes.push(`${this.name} ended by itself: ${this.#said.slice(-2_000)}`);
        this.#isServing = false;
        resolve({ code, signal, tookMs: 0 });
      });
    });
    await new Promise<void>((resolve, reject) => {
      child.once("close", (code) => reject(new Error(`${this.name} ended with ${code}:\n${this.#said}`)));
      child.stdout.on("data", (chunk: Buffer) => {
        const announced = /^duban listening on (http:\/\/\S+)$/m.exec(chunk.toString())?.[1];
        if (announced === undefined) return;
        this.url = announced;
        resolve();
      });
      child.stderr.on("data", (chunk: Buffer) => {
        this.#said = (this.#said + chunk.toString()).slice(-20_000);
        if (!this.parts.includes("api") && chunk.includes('"msg":"started"')) resolve();
      });
    });
    this.#isServing = true;
  }
}
