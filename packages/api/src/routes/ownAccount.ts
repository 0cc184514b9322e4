import {
  claimTotpStep,
  defaultTimeZone,
  findAccountSecrets,
  findSessions,
  formatInstant,
  type Session,
  type SessionHolder,
  saveRecoveryCodes,
  saveTotpSecret,
} from "@duban/engine";
import { z } from "zod";
import type { Api } from "../api.ts";
import { unauthenticated } from "../authenticate.ts";
import { operation } from "../operation.ts";
import { type Problem, problem } from "../problem.ts";
import {
  codeRequestSchema,
  enrolmentSchema,
  passwordRequestSchema,
  recoveryCodesSchema,
  sessionSchema,
} from "../schemas/accounts.ts";
import { codeSchema, listOf } from "../schemas/basics.ts";
import { confirmPassword } from "../signIn/changePassword.ts";
import { totpPurpose } from "../signIn/signIn.ts";
import {
  createRecoveryCodes,
  createTotpSecret,
  hashRecoveryCode,
  totpEnrolment,
  totpStepOf,
} from "../signIn/totp.ts";
import { trailSignIn } from "../signIn/trailSignIn.ts";

const own = { tag: "sign-in", allowed: "session", reads: "own" } as const;
const concealed = { written: "byHandler", bodyConcealed: true } as const;

/** The session, if it is complete: what is one's own can be seen and changed by nothing less. */
function wholeOf(session: SessionHolder | null): SessionHolder | Problem {
  if (session === null) return unauthenticated();
  return session.stage === "whole"
    ? session
    : problem("sign-in-incomplete", "complete the sign-in first", { extra: { stage: session.stage } });
}

const isSession = (whole: SessionHolder | Problem): whole is SessionHolder => "secretHash" in whole;

const postTotp = operation({
  ...own,
  method: "post",
  path: "/v1/session/totp",
  id: "postTotp",
  summary: "Begin a second factor: a new secret for an authenticator",
  description: "It counts once a code of it was given by PUT. Asks for the password again.",
  trail: concealed,
  body: passwordRequestSchema,
  answers: [{ status: 200, description: "The secret, shown this once.", schema: enrolmentSchema }],
  problems: ["cross-site", "already-there"],
  async handle({ api, session, body }) {
    const whole = wholeOf(session);
    if (!isSession(whole)) return whole;
    const refused = await confirmPassword(api, whole, body.password);
    if (refused !== undefined) return refused;
    const { tenantId, person, name } = whole;
    const secret = createTotpSecret();
    const sealed = api.secrets.seal(secret, totpPurpose(tenantId, person));
    if (!(await saveTotpSecret(api.database, tenantId, person, sealed))) {
      return problem("already-there", "take the present second factor away first");
    }
    return { status: 200, body: totpEnrolment(secret, name) };
  },
});

const putTotp = operation({
  ...own,
  method: "put",
  path: "/v1/session/totp",
  id: "putTotp",
  summary: "Put the second factor in force, by a code of it",
  trail: concealed,
  body: codeRequestSchema,
  answers: [{ status: 200, description: "Codes for the day it is lost.", schema: recoveryCodesSchema }],
  problems: ["cross-site"],
  async handle({ api, request, session, body }) {
    const whole = wholeOf(session);
    if (!isSession(whole)) return whole;
    const { tenantId, person } = whole;
    const account = await findAccountSecrets(api.database, tenantId, person);
    const now = api.sessions.now();
    const sealed = account?.totpSecret ?? null;
    const step =
      sealed === null
        ? undefined
        : totpStepOf(api.secrets.open(sealed, totpPurpose(tenantId, person)), body.code.trim(), now);
    if (step === undefined || !(await claimTotpStep(api.database, tenantId, person, step, now))) {
      return problem("forbidden", "the code is not right, or was used before");
    }
    api.sessions.forget();
    await trailSignIn(api, request, whole, "putTotp", {});
    return { status: 200, body: await renewCodes(api, whole) };
  },
});

const deleteTotp = operation({
  ...own,
  method: "delete",
  path: "/v1/session/totp",
  id: "deleteTotp",
  summary: "Take one's second factor away",
  trail: concealed,
  body: passwordRequestSchema,
  answers: [{ status: 200, description: "There is none now.", schema: recoveryCodesSchema }],
  problems: ["cross-site"],
  async handle({ api, request, session, body }) {
    const whole = wholeOf(session);
    if (!isSession(whole)) return whole;
    const refused = await confirmPassword(api, whole, body.password);
    if (refused !== undefined) return refused;
    const { tenantId, person } = whole;
    await api.database.transaction(async (tx) => {
      await saveTotpSecret(tx, tenantId, person, null);
      await saveRecoveryCodes(tx, tenantId, person, []);
    });
    api.sessions.forget();
    await trailSignIn(api, request, whole, "deleteTotp", {});
    return { status: 200, body: { recoveryCodes: [] } };
  },
});

const postRecoveryCodes = operation({
  ...own,
  method: "post",
  path: "/v1/session/recovery-codes",
  id: "postRecoveryCodes",
  summary: "New recovery codes in the place of those there were",
  trail: concealed,
  body: passwordRequestSchema,
  answers: [{ status: 200, description: "The codes, shown this once.", schema: recoveryCodesSchema }],
  problems: ["cross-site", "not-accepted"],
  async handle({ api, request, session, body }) {
    const whole = wholeOf(session);
    if (!isSession(whole)) return whole;
    if (!whole.hasSecondFactor) return problem("not-accepted", "there is no second factor to recover");
    const refused = await confirmPassword(api, whole, body.password);
    if (refused !== undefined) return refused;
    await trailSignIn(api, request, whole, "postRecoveryCodes", {});
    return { status: 200, body: await renewCodes(api, whole) };
  },
});

async function renewCodes(api: Api, { tenantId, person }: SessionHolder) {
  const recoveryCodes = createRecoveryCodes();
  const hashes = recoveryCodes.map(hashRecoveryCode);
  await api.database.transaction((tx) => saveRecoveryCodes(tx, tenantId, person, hashes));
  return { recoveryCodes };
}

const sessionView = (one: Session, isThis: boolean): z.input<typeof sessionSchema> => ({
  id: one.id,
  way: one.way,
  stage: one.stage,
  isThis,
  createdAt: formatInstant(defaultTimeZone, one.createdAt),
  seenAt: formatInstant(defaultTimeZone, one.seenAt),
  expiresAt: formatInstant(defaultTimeZone, one.expiresAt),
  address: one.address,
  agent: one.agent,
});

const getSessions = operation({
  ...own,
  method: "get",
  path: "/v1/sessions",
  id: "getSessions",
  summary: "One's own sessions that run, newest first",
  answers: [{ status: 200, description: "The sessions.", schema: listOf(sessionSchema) }],
  async handle({ api, session }) {
    const whole = wholeOf(session);
    if (!isSession(whole)) return whole;
    const now = api.sessions.now();
    const seenAfter = now - api.sessions.limits.idleMs;
    const all = await findSessions(api.database, whole.tenantId, whole.person, now, seenAfter);
    return {
      status: 200,
      body: { items: all.map((one) => sessionView(one, one.id === whole.id)), next: null },
    };
  },
});

const deleteOwnSession = operation({
  ...own,
  method: "delete",
  path: "/v1/sessions/{id}",
  id: "deleteOwnSession",
  summary: "End one of one's own sessions",
  params: z.strictObject({ id: codeSchema }),
  answers: [{ status: 200, description: "It is ended.", schema: z.object({ ended: z.int() }) }],
  trail: { written: "byHandler" },
  problems: ["cross-site", "unknown-session"],
  async handle({ api, request, session, params: { id } }) {
    const whole = wholeOf(session);
    if (!isSession(whole)) return whole;
    const { tenantId, person } = whole;
    const ended = await api.sessions.end(tenantId, person, { only: id }, "ended by its owner");
    if (ended === 0) return problem("unknown-session", "no session of yours has this id");
    await trailSignIn(api, request, whole, "deleteOwnSession", { session: id });
    return { status: 200, body: { ended } };
  },
});

export const ownAccountOperations = [
  postTotp,
  putTotp,
  deleteTotp,
  postRecoveryCodes,
  getSessions,
  deleteOwnSession,
];
