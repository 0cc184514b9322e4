import { createHash, randomBytes } from "node:crypto";

// 62 letters that survive a double click, a URL and a shell.
const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** Random text of the alphabet without bias; 43 letters hold 256 bits. */
function randomText(length: number): string {
  let text = "";
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      // 248 is the greatest multiple of 62 in a byte: what is above would favour the first letters.
      if (byte < 248 && text.length < length) text += alphabet[byte % 62];
    }
  }
  return text;
}

const idLength = 16;
const secretLength = 43;
const tokenPattern = /^dk_([0-9A-Za-z]{16})_[0-9A-Za-z]{43}$/;

/** The id of the first administrator's key, whose token is any text the operator chose. */
export const adminKeyId = "admin";

/** A new key: its id, the token to hand out once, and the hash to keep. */
export interface NewToken {
  readonly id: string;
  readonly token: string;
  readonly hash: Buffer;
}

/** Makes a key `dk_<id>_<secret>` with a secret of 256 random bits; another secret for the key of that id, if it is given. */
export function createToken(id: string = randomText(idLength)): NewToken {
  const token = `dk_${id}_${randomText(secretLength)}`;
  return { id, token, hash: hashToken(token) };
}

/** Makes an administrator's token for an operator who chose none. */
export const createAdminToken = (): string => `dk_admin_${randomText(secretLength)}`;

/** The id a token claims to be of; a text of another form can only be the administrator's. */
export const keyIdOf = (token: string): string => tokenPattern.exec(token)?.[1] ?? adminKeyId;

/** What is kept of a token. A plain hash is enough: 256 random bits cannot be guessed from it, unlike a password. */
export const hashToken = (token: string): Buffer => createHash("sha256").update(token).digest();
