import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import { EngineError, type Logger } from "@duban/engine";
import { keepSecret } from "./keptSecret.ts";

/**
 * Seals what must be read again but must not lie open in the database: AES-256-GCM under a key that is kept outside of it.
 *
 * `purpose` is bound to what is sealed: what was sealed for one purpose, or for one person, does not open for another.
 */
export interface SecretBox {
  seal(plain: Buffer, purpose: string): Buffer;
  /** Throws `secret-unreadable` for what was sealed under another key or purpose, or was altered. */
  open(sealed: Buffer, purpose: string): Buffer;
}

const nonceBytes = 12;
const tagBytes = 16;

/** Makes a box of a secret, which may be any text of 256 bits of chance. */
export function createSecretBox(secret: string): SecretBox {
  const key = createHash("sha256").update("duban secret box\n").update(secret).digest();
  return {
    seal(plain, purpose) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(purpose));
      const text = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]);
    },
    open(sealed, purpose) {
      try {
        const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, nonceBytes))
          .setAAD(Buffer.from(purpose))
          .setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
        return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]);
      } catch (cause) {
        throw new EngineError(
          "secret-unreadable",
          "a sealed secret does not open: was it sealed under another DUBAN_SECRET_KEY?",
          { cause },
        );
      }
    },
  };
}

/** Opens the box of this installation: by the operator's own secret, or one made once and kept in `dataDir/secret-key`. */
export async function openSecretBox(
  options: { readonly dataDir: string; readonly secretKey: string | null },
  logger: Logger,
): Promise<SecretBox> {
  if (options.secretKey !== null) return createSecretBox(options.secretKey);
  const path = join(options.dataDir, "secret-key");
  const { text, isNew } = await keepSecret(path, () => randomBytes(32).toString("base64url"));
  if (isNew) logger.info({ path }, "a key to seal secrets with was made and is kept in this file");
  return createSecretBox(text);
}
