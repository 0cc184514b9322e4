import { hash, verify } from "@node-rs/argon2";

/** Hashes passwords and compares them: slowly, on purpose, and only a few at a time. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** Whether the password is the one of the hash. Without a hash it is never, at the same cost. */
  verify(hashed: string | null, password: string): Promise<boolean>;
  /** False while so many wait that another had better come back later. */
  hasRoom(): boolean;
}

// Argon2id at OWASP's first recommendation: 19 MiB, two passes, one lane (Password Storage Cheat Sheet). A library does it.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

// Each takes a core for some 50 ms: more at once would only take the cores from the events, whose latency counts.
const atOnce = 2;
// Some three seconds of waiting; a morning's rush of a whole county fits in, a flood does not.
const mostWaiting = 64;

/** Makes the hasher of a process. */
export function createPasswordHasher(): PasswordHasher {
  const waiting: (() => void)[] = [];
  let running = 0;
  // What is compared with where there is no account: nobody's password, at the price of everybody's.
  let dummy: Promise<string> | undefined;

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  }
  const normal = (password: string) => password.normalize("NFKC");
  return {
    hash: (password) => inTurn(() => hash(normal(password), cost)),
    async verify(hashed, password) {
      dummy ??= inTurn(() => hash("nobody has this password", cost));
      const against = hashed ?? (await dummy);
      const isRight = await inTurn(() => verify(against, normal(password)));
      return isRight && hashed !== null;
    },
    hasRoom: () => waiting.length < mostWaiting,
  };
}
