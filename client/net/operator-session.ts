/** An operator's page signs in and out: docs/MONITOR.md, "Sign-in". The browser's cookie says who asks; no script can read it. */
import { OperatorSession } from "#shared/monitor/session.ts";
import type { Api } from "./api.ts";

const PATH = "/api/operator/session";

/** Who is signed in. @throws {ApiFailure} `no_route`: the server has nothing for an operator */
export const askSession = (api: Api): Promise<OperatorSession> => api.request(OperatorSession, "GET", PATH);

/**
 * @param token the server's OPERATOR_TOKEN
 * @param name of the operator: it stands beside what they do
 * @throws {ApiFailure} `unauthorized`: that is not the token
 */
export const signIn = (api: Api, token: string, name: string): Promise<OperatorSession> =>
  api.request(OperatorSession, "POST", PATH, { token, name });

/** @throws {ApiFailure} */
export const signOut = (api: Api): Promise<OperatorSession> => api.request(OperatorSession, "DELETE", PATH);
