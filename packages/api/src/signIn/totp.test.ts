import { expect, test } from "vitest";
import {
  createRecoveryCodes,
  createTotpSecret,
  hashRecoveryCode,
  totpEnrolment,
  totpStepOf,
} from "./totp.ts";

// RFC 6238, appendix B: SHA-1, the secret in ASCII; the last six of its eight digits.
const secret = Buffer.from("12345678901234567890");

test.each([
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_234_567_890, "005924"],
  [20_000_000_000, "353130"],
])(
  "the code of RFC 6238 at %i s is right, and right for a step on either side, not for two",
  (seconds, code) => {
    const step = Math.floor(seconds / 30);
    for (const drift of [-30, 0, 30]) expect(totpStepOf(secret, code, (seconds + drift) * 1000)).toBe(step);
    for (const drift of [-60, 60]) expect(totpStepOf(secret, code, (seconds + drift) * 1000)).toBeUndefined();
    expect(totpStepOf(secret, "000000", seconds * 1000)).toBeUndefined();
  },
);

test("an enrolment is an address that apps understand, with a secret of 160 bits", () => {
  const { uri, secret: text } = totpEnrolment(createTotpSecret(), "zhao");
  expect(uri).toMatch(/^otpauth:\/\/totp\/.*zhao\?.*secret=[A-Z2-7]{32}&/);
  expect(uri).toContain(text);
});

test("recovery codes are ten, all different, and read back with or without dashes and capitals", () => {
  const codes = createRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  const [code = ""] = codes;
  expect(hashRecoveryCode(code.toUpperCase().replaceAll("-", " "))).toEqual(hashRecoveryCode(code));
});
