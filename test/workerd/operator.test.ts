/** Who may ask what the operator alone may. */
import { env } from "cloudflare:workers";
import { Hono } from "hono";
import { afterEach, describe, expect, it, vi } from "vitest";
import { answerError } from "#worker/http/answer-error.ts";
import type { App } from "#worker/http/app.ts";
import { onlyOperator } from "#worker/http/operator-access.ts";
import { ask, HOST, post, refusal } from "./support/http.ts";

const TOKEN = "a token of the operator, 32 characters or more".replaceAll(" ", "-");
const PATH = "/api/operator/nothing";
const look = (authorization?: string, changes: Parameters<typeof ask>[2] = { OPERATOR_TOKEN: TOKEN }) =>
  ask(PATH, { headers: authorization === undefined ? {} : { Authorization: authorization } }, changes);

afterEach(() => void vi.useRealTimers());

/** What the operator hears of a route that there is not. */
const LET_IN = { status: 404, error: "no_route", message: "there is nothing at this address" };
const KEPT_OUT = { status: 401, error: "unauthorized" };

describe("the operator", () => {
  it("is let in with the token", async () => {
    expect(await refusal(await look(`Bearer ${TOKEN}`))).toEqual(LET_IN);
    expect(await refusal(await look(`bearer  ${TOKEN}`))).toEqual(LET_IN);
  });

  it.each([
    ["no token", undefined],
    ["an empty one", "Bearer "],
    ["another one of the same length", `Bearer ${TOKEN.slice(0, -1)}X`],
    ["a part of it", `Bearer ${TOKEN.slice(0, 20)}`],
    ["more than it", `Bearer ${TOKEN}X`],
    ["the token under another scheme", `Basic ${TOKEN}`],
    ["the token alone", TOKEN],
  ])("is not taken for one who sends %s", async (_, authorization) => {
    const answer = await look(authorization);
    expect(answer.headers.get("WWW-Authenticate")).toBe("Bearer");
    expect(answer.headers.get("Cache-Control")).toBe("no-store");
    expect(await refusal(answer)).toMatchObject(KEPT_OUT);
  });

  it("is not to be found where no token is set, but on a server that its machine alone can reach", async () => {
    expect(await refusal(await look(`Bearer ${TOKEN}`, { OPERATOR_TOKEN: "" }))).toEqual(LET_IN);
    const routes = new Hono<App>()
      .onError(answerError)
      .use(onlyOperator)
      .get("*", (c) => c.text("come in"));
    const unset = { ...env, OPERATOR_TOKEN: undefined };
    expect((await routes.request("/", {}, unset)).status).toBe(404);
    expect(await (await routes.request("/", {}, { ...unset, LOOPBACK_ONLY: "1" })).text()).toBe("come in");
  });

  it("needs the token on such a server too, once there is one", async () => {
    const changes = { OPERATOR_TOKEN: TOKEN, LOOPBACK_ONLY: "1" };
    expect(await refusal(await look(undefined, changes))).toMatchObject(KEPT_OUT);
  });

  it("is told of a token that is too short, which lets none in", async () => {
    const answer = await look("Bearer short", { OPERATOR_TOKEN: "short" });
    expect(await refusal(answer)).toMatchObject({ status: 500, message: expect.stringContaining("OPERATOR_TOKEN") });
  });

  it("is not a page of another site", async () => {
    const headers = { Authorization: `Bearer ${TOKEN}`, Origin: "https://elsewhere.example" };
    const answer = await ask(PATH, { headers }, { OPERATOR_TOKEN: TOKEN });
    expect(await refusal(answer)).toMatchObject({ status: 403, error: "foreign_origin" });
  });
});

describe("a page of the operator", () => {
  const SESSION = "/api/operator/session";
  const ON = { OPERATOR_TOKEN: TOKEN };
  const signIn = (changes: object = {}, env: Parameters<typeof ask>[2] = ON) =>
    post(SESSION, { token: TOKEN, name: " Grace ", ...changes }, { Origin: HOST }, env);
  const cookieOf = (answer: Response) => answer.headers.get("Set-Cookie")?.split(";")[0] ?? "";
  const withCookie = (Cookie: string, env: Parameters<typeof ask>[2] = ON) => ask(PATH, { headers: { Cookie } }, env);

  it("signs in once, with a name, and its cookie lets it in from then on", async () => {
    const answer = await signIn();
    const session = await answer.json();
    expect(session).toEqual({ operator: "Grace", by: "cookie", until: expect.any(Number) });
    expect(answer.headers.get("Set-Cookie")).toMatch(
      /^scrim-operator=[^;]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(answer.headers.get("Cache-Control")).toBe("no-store");
    expect(await refusal(await withCookie(cookieOf(answer)))).toEqual(LET_IN);
    const asked = await ask(SESSION, { headers: { Cookie: cookieOf(answer) } }, ON);
    const { until } = await asked.json<{ until: number }>();
    expect(Math.abs(until - Date.now() - 12 * 3_600_000)).toBeLessThan(60_000);
  });

  it("has a cookie of this host alone over https", async () => {
    const headers = { "Content-Type": "application/json", Origin: "https://scrim.example" };
    const init = { method: "POST", headers, body: JSON.stringify({ token: TOKEN, name: "Grace" }) };
    const answer = await ask("https://scrim.example/api/operator/session", init, ON);
    expect(answer.headers.get("Set-Cookie")).toMatch(/^__Host-scrim-operator=.*; Secure/);
    const Cookie = cookieOf(answer);
    expect(await refusal(await ask(`https://scrim.example${PATH}`, { headers: { Cookie } }, ON))).toEqual(LET_IN);
    // Another name of the domain could set one without the prefix.
    const planted = Cookie.replace("__Host-", "");
    expect((await ask(`https://scrim.example${PATH}`, { headers: { Cookie: planted } }, ON)).status).toBe(401);
  });

  it("is told how it stands before it signs in, and after it has signed out", async () => {
    expect(await (await ask(SESSION, {}, ON)).json()).toEqual({ operator: null, by: "none" });
    const out = await ask(SESSION, { method: "DELETE", headers: { Origin: HOST } }, ON);
    expect(out.headers.get("Set-Cookie")).toMatch(/^scrim-operator=; Max-Age=0; Path=\//);
    expect(await (await ask(SESSION, {}, { LOOPBACK_ONLY: "1" })).json()).toEqual({ operator: "local", by: "local" });
    const bearer = { headers: { Authorization: `Bearer ${TOKEN}` } };
    expect(await (await ask(SESSION, bearer, ON)).json()).toEqual({ operator: "token", by: "token" });
  });

  it.each([
    ["a wrong token", { token: `${TOKEN}x` }, 401],
    ["an empty token", { token: "" }, 401],
    ["no token", { token: undefined }, 400],
    ["no name", { name: "" }, 400],
    ["a name that is none", { name: 7 }, 400],
    ["something more", { more: 1 }, 400],
  ])("is not signed in with %s", async (_, changes, status) => {
    const answer = await signIn(changes);
    expect([answer.status, answer.headers.get("Set-Cookie")]).toEqual([status, null]);
  });

  it("is counted as it tries, and so is a token that is wrong", async () => {
    const refuses = { limit: async () => ({ success: false }) };
    const headers = { "CF-Connecting-IP": "192.0.2.7" };
    const env = { ...ON, TRY_LIMIT: refuses };
    const tried = await post(SESSION, { token: TOKEN, name: "Grace" }, headers, env);
    expect(await refusal(tried)).toMatchObject({ status: 429, error: "too_many" });
    const guess = { headers: { ...headers, Authorization: `Bearer ${TOKEN}x` } };
    expect((await ask(PATH, guess, env)).status).toBe(429);
    const right = { headers: { ...headers, Authorization: `Bearer ${TOKEN}` } };
    expect(await refusal(await ask(PATH, right, env))).toEqual(LET_IN);
  });

  it("is signed out by another token of the server, by the time, and by any change of the cookie", async () => {
    const Cookie = cookieOf(await signIn());
    expect((await withCookie(Cookie, { OPERATOR_TOKEN: `${TOKEN}-2` })).status).toBe(401);
    expect((await withCookie(`${Cookie.slice(0, -3)}xxx`)).status).toBe(401);
    vi.setSystemTime(Date.now() + 12 * 3_600_000 + 1000);
    expect((await withCookie(Cookie)).status).toBe(401);
    vi.useRealTimers();
    expect((await withCookie(Cookie)).status).toBe(404);
  });

  it("belongs to this server: another site's can neither sign in nor act", async () => {
    const Cookie = cookieOf(await signIn());
    const Origin = "https://elsewhere.example";
    const tries = [
      post(SESSION, { token: TOKEN, name: "Eve" }, { Origin }, ON),
      ask(SESSION, { method: "DELETE", headers: { Cookie, Origin } }, ON),
      ask(PATH, { headers: { Cookie, Origin } }, ON),
    ];
    for (const answer of await Promise.all(tries))
      expect(await refusal(answer)).toMatchObject({ status: 403, error: "foreign_origin" });
  });

  it("finds nothing where there is no operator", async () => {
    const off = { OPERATOR_TOKEN: "" };
    const tries = [signIn({}, off), ask(SESSION, {}, off), ask(SESSION, { method: "DELETE" }, off)];
    for (const answer of await Promise.all(tries)) expect(await refusal(answer)).toEqual(LET_IN);
  });
});
