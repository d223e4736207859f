/** Who may ask what the operator alone may. */
import { env } from "cloudflare:workers";
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { answerError } from "#worker/http/answer-error.ts";
import type { App } from "#worker/http/app.ts";
import { onlyOperator } from "#worker/http/operator.ts";
import { ask, refusal } from "./support/http.ts";

const TOKEN = "a token of the operator, 32 characters or more".replaceAll(" ", "-");
const PATH = "/api/operator/nothing";
const look = (authorization?: string, changes: Parameters<typeof ask>[2] = { OPERATOR_TOKEN: TOKEN }) =>
  ask(PATH, { headers: authorization === undefined ? {} : { Authorization: authorization } }, changes);

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
