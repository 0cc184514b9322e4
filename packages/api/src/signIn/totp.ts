import { randomInt } from "node:crypto";
import type { Instant } from "@duban/engine";
import { Secret, TOTP } from "otpauth";
import { hashToken } from "../keyToken.ts";

/** Codes of a second factor (RFC 6238): six digits, thirty seconds, SHA-1, as every authenticator app takes them. */
const periodMs = 30_000;

/** A new secret of 160 bits, as RFC 4226 recommends. */
export const createTotpSecret = (): Buffer => Buffer.from(new Secret({ size: 20 }).bytes);

const totpOf = (secret: Buffer, label: string) =>
  new TOTP({
    issuer: "督办 Duban",
    label,
    secret: new Secret({ buffer: new Uint8Array(secret).buffer }),
    digits: 6,
    period: periodMs / 1000,
  });

/** What an authenticator app is told: as text to type in, and as the address that a QR code holds. */
export const totpEnrolment = (secret: Buffer, label: string) => {
  const totp = totpOf(secret, label);
  return { secret: totp.secret.base32, uri: totp.toString() };
};

/**
 * The step that a code is of, with a step before and after allowed for clocks that differ; undefined if it is of none.
 *
 * A code is good once: the caller claims its step.
 */
export function totpStepOf(secret: Buffer, code: string, now: Instant): number | undefined {
  const delta = totpOf(secret, "").validate({ token: code, timestamp: now, window: 1 });
  return delta === null ? undefined : Math.floor(now / periodMs) + delta;
}

// Without 0, 1, i, l and o, which are taken for one another when a code is read from paper.
const alphabet = "23456789abcdefghjkmnpqrstuvwxyz";
const block = () => Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join("");

/** A text to be read and typed by people: `blocks` of five characters, some 25 bits each. */
export const createReadable = (blocks: number): string => Array.from({ length: blocks }, block).join("-");

/** Ten codes for the day when the telephone is lost; each is good once. */
export const createRecoveryCodes = (): string[] => Array.from({ length: 10 }, () => createReadable(4));

/** What is kept of a recovery code: its 99 bits cannot be guessed from a plain hash. Spaces, case and dashes don't count. */
export const hashRecoveryCode = (code: string): Buffer =>
  hashToken(code.toLowerCase().replaceAll(/[^0-9a-z]/g, ""));
