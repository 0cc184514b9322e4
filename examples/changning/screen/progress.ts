import { pad } from "./width.ts";

/** Where the story is told: lines that stay, and under them, on a terminal, a bar that moves. */
export interface Screen {
  /** A line that stays. */
  say(line: string): void;
  /** Where the run stands, 0 to 1, and what to say of it. */
  progress(share: number, label: string): void;
  /** Takes the bar away. */
  clear(): void;
}

const cells = 40;

/** A screen on a stream: with a bar on a terminal; elsewhere a plain line at every tenth, so that a log stays readable. */
export function createScreen(stream: NodeJS.WriteStream): Screen {
  let bar = "";
  let shown = -1;
  const draw = (text: string) => {
    if (bar !== "") stream.write("\r\x1b[K");
    bar = text;
    stream.write(text);
  };
  return {
    say(line) {
      const standing = bar;
      if (standing !== "") draw("");
      stream.write(`${line}\n`);
      if (standing !== "") draw(standing);
    },
    progress(share, label) {
      const full = Math.round(Math.min(1, share) * cells);
      const text = `[${pad("=".repeat(full), cells)}] ${label}`;
      if (stream.isTTY) {
        if (text !== bar) draw(text);
        return;
      }
      const tenth = Math.floor(Math.min(1, share) * 10);
      if (tenth > shown) stream.write(`${text}\n`);
      shown = Math.max(shown, tenth);
    },
    clear() {
      if (bar !== "") draw("");
    },
  };
}
