import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from "node:crypto";
import { link, mkdir, readdir, readFile, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { EngineError } from "../errors.ts";

/** The key that seals are signed with. `id` is the beginning of the SHA-256 of the public key. */
export interface SealKey {
  readonly id: string;
  /** Ed25519 over the text's bytes, base64. */
  sign(text: string): string;
  readonly publicPem: string;
}

const privateName = "private.pem";
const publicName = "public.pem";

/** The first 16 hexadecimal digits of the SHA-256 of a public key in DER. */
export const sealKeyId = (publicKey: KeyObject): string =>
  createHash("sha256")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest("hex")
    .slice(0, 16);

/**
 * The key in `directory/private.pem`, made if there is none, for the owner of the process alone; `public.pem` beside it is for
 * whoever checks. Never in the database: who can change every row there still can't sign.
 */
export async function openSealKey(directory: string): Promise<SealKey> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const privateKey = await keptKey(join(directory, privateName));
  if (privateKey.asymmetricKeyType !== "ed25519") {
    throw new EngineError("seal-key", `${join(directory, privateName)} is no Ed25519 key`);
  }
  const publicKey = createPublicKey(privateKey);
  const publicPem = publicKey.export({ type: "spki", format: "pem" }).toString();
  await writeFile(join(directory, publicName), publicPem, { mode: 0o644 });
  return {
    id: sealKeyId(publicKey),
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString("base64"),
    publicPem,
  };
}

async function keptKey(path: string): Promise<KeyObject> {
  const { privateKey } = generateKeyPairSync("ed25519");
  // Written aside and linked into place: two processes that start at once end with one key.
  const aside = `${path}.${process.pid}`;
  await writeFile(aside, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  try {
    await link(aside, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    await unlink(aside);
  }
  return createPrivateKey(await readFile(path));
}

/** The public keys in a directory, as PEM: `public.pem`, and `public-*.pem` of keys that were replaced. */
export async function readPublicKeys(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch(() => []);
  const kept = names.filter((name) => /^public(?:-.*)?\.pem$/.test(name)).sort();
  return Promise.all(kept.map((name) => readFile(join(directory, name), "utf8")));
}
