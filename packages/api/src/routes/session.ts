import { defaultTimeZone, formatInstant, type SessionHolder } from "@duban/engine";
import type { Answer } from "../answer.ts";
import type { Api } from "../api.ts";
import { unauthenticated } from "../authenticate.ts";
import { originOf } from "../clientAddress.ts";
import { operation } from "../operation.ts";
import { isProblem, type Problem, problem } from "../problem.ts";
import {
  codeRequestSchema,
  passwordChangeSchema,
  sessionStateSchema,
  signInRequestSchema,
} from "../schemas/accounts.ts";
import { changePassword } from "../signIn/changePassword.ts";
import {
  clearSessionCookie,
  crossSiteTokenOf,
  parseSessionToken,
  readSessionToken,
  setSessionCookie,
} from "../signIn/sessionCookie.ts";
import { passSecondFactor, replaceSession, signInByPassword } from "../signIn/signIn.ts";
import { trailSignIn } from "../signIn/trailSignIn.ts";

const answers = [{ status: 200, description: "The session.", schema: sessionStateSchema }];

/** What a page is told of its session, and of the ways to get one. */
function stateOf(api: Api, session: SessionHolder | null, token: string | undefined) {
  const shown =
    session === null || token === undefined
      ? null
      : {
          person: { id: session.person, name: session.name },
          stage: session.stage,
          way: session.way,
          csrfToken: crossSiteTokenOf(token),
          hasPassword: session.hasPassword,
          hasSecondFactor: session.hasSecondFactor,
          idleMinutes: api.sessions.limits.idleMs / 60_000,
          expiresAt: formatInstant(defaultTimeZone, session.expiresAt),
        };
  return { session: shown, ways: { password: true, provider: api.provider?.shown ?? null } };
}

const wrongStage = (detail: string) => problem("not-accepted", detail);

/** Answers the session of a token that was made just now, and hands it to the browser. */
async function answerNew(api: Api, token: string): Promise<Answer | Problem> {
  const parsed = parseSessionToken(token);
  const session = parsed === undefined ? undefined : await api.sessions.find(parsed, false);
  if (session === undefined) return unauthenticated();
  return {
    status: 200,
    body: stateOf(api, session, token),
    headers: { "set-cookie": setSessionCookie(api.browser, token) },
  };
}

const getSession = operation({
  method: "get",
  path: "/v1/session",
  id: "getSession",
  summary: "Whether this browser is signed in, and how one can",
  tag: "sign-in",
  allowed: "everyone",
  reads: "own",
  answers,
  async handle({ api, request, session }) {
    const token = readSessionToken(request, api.browser)?.token;
    return { status: 200, body: stateOf(api, session, token) };
  },
});

const postSession = operation({
  method: "post",
  path: "/v1/session",
  id: "postSession",
  summary: "Sign in with a password",
  description:
    "The answer sets the session's cookie and holds its `csrfToken`. A name that nobody has and a wrong password get one and the same answer; several tries in a row have to wait.",
  tag: "sign-in",
  allowed: "everyone",
  reads: "own",
  trail: { written: "byHandler", bodyConcealed: true },
  body: signInRequestSchema,
  answers,
  problems: ["cross-site", "overloaded"],
  async handle({ api, request, session, body }) {
    const { person: typed, password, county = null } = body;
    const from = originOf(request, api.browser.proxyCount);
    const signedIn = await signInByPassword(api, { ...from, county, typed, password });
    if (isProblem(signedIn)) return signedIn;
    // Whatever was there before is ended: nobody goes on under a session that another may know.
    if (session !== null) {
      await api.sessions.end(session.tenantId, session.person, { only: session.id }, "signed in anew");
    }
    await trailSignIn(api, request, signedIn, "postSession", { way: "password", stage: signedIn.stage });
    return answerNew(api, signedIn.token);
  },
});

const deleteSession = operation({
  method: "delete",
  path: "/v1/session",
  id: "deleteSession",
  summary: "Sign out",
  tag: "sign-in",
  allowed: "session",
  reads: "own",
  trail: { written: "byHandler" },
  answers: [{ status: 200, description: "The session is ended.", schema: sessionStateSchema }],
  problems: ["cross-site"],
  async handle({ api, request, session }) {
    if (session === null) return unauthenticated();
    await api.sessions.end(session.tenantId, session.person, { only: session.id }, "signed out");
    await trailSignIn(api, request, session, "deleteSession", {});
    const headers = { "set-cookie": clearSessionCookie(api.browser) };
    return { status: 200, body: stateOf(api, null, undefined), headers };
  },
});

const postSecondFactor = operation({
  method: "post",
  path: "/v1/session/second-factor",
  id: "postSecondFactor",
  summary: "Give the second factor of a sign-in",
  description: "Only while the session's stage is `secondFactor`. The session goes on under a new cookie.",
  tag: "sign-in",
  allowed: "session",
  reads: "own",
  trail: { written: "byHandler", bodyConcealed: true },
  body: codeRequestSchema,
  answers,
  problems: ["cross-site", "not-accepted"],
  async handle({ api, request, session, body }) {
    if (session === null) return unauthenticated();
    if (session.stage !== "secondFactor") return wrongStage("no second factor is wanted now");
    const refused = await passSecondFactor(api, session, body.code);
    if (refused !== undefined) return refused;
    const stage = session.mustChange ? "passwordChange" : "whole";
    const token = await replaceSession(api, session, stage, "second factor given");
    await trailSignIn(api, request, session, "postSecondFactor", { stage });
    return answerNew(api, token);
  },
});

const putPassword = operation({
  method: "put",
  path: "/v1/session/password",
  id: "putPassword",
  summary: "Change one's own password",
  description:
    "At least ten characters, not among those everybody tries, none of the last five. Every other session of the person ends, and this one goes on under a new cookie.",
  tag: "sign-in",
  allowed: "session",
  reads: "own",
  trail: { written: "byHandler", bodyConcealed: true },
  body: passwordChangeSchema,
  answers,
  problems: ["cross-site", "not-accepted"],
  async handle({ api, request, session, body }) {
    if (session === null) return unauthenticated();
    if (session.stage === "secondFactor") return wrongStage("the second factor comes first");
    const token = await changePassword(api, session, body);
    if (typeof token !== "string") return token;
    await trailSignIn(api, request, session, "putPassword", {});
    return answerNew(api, token);
  },
});

export const sessionOperations = [getSession, postSession, deleteSession, postSecondFactor, putPassword];
