/** Passkeys, with an authenticator in software: docs/HTTP.md, "Your own player". */
import { env } from "cloudflare:workers";
import { base64url } from "jose";
import * as v from "valibot";
import { describe, expect, it, vi } from "vitest";
import { tagOf } from "#shared/names/tag.ts";
import { Me, SignedIn, TokenAnswer } from "#shared/protocol/account.ts";
import { Authenticator, type Twist } from "#test/support/authenticator.ts";
import { playerOf } from "#worker/objects.ts";
import { MOST_PASSKEYS } from "#worker/player/passkeys.ts";
import { admission, ask, HOST, post, refusal, whose } from "./support/http.ts";

const SITE = { origin: HOST, rpId: "localhost" };
const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });
const guest = async (name = "Ann"): Promise<string> => (await admission(await post("/api/matches", { name }))).player;
const me = async (token: string) => v.parse(Me, await (await ask("/api/me", { headers: bearer(token) })).json());

const Options = v.looseObject({
  challenge: v.string(),
  rp: v.optional(v.object({ name: v.string(), id: v.string() })),
  user: v.object({ id: v.string(), name: v.string(), displayName: v.string() }),
});

const options = async (token: string) =>
  v.parse(Options, await (await post("/api/me/passkeys/options", { name: "Ann" }, bearer(token))).json());

const challenge = async () =>
  v.parse(v.looseObject({ challenge: v.string() }), await (await post("/api/passkeys/options", {})).json());

const add = (token: string, response: object, label = "My key") =>
  post("/api/me/passkeys", { response, label }, bearer(token));

const signIn = (response: object, token?: string) =>
  post("/api/passkeys/sign-in", { response }, token === undefined ? {} : bearer(token));

/** A player with a passkey. @param counter what its authenticator counts up to first */
async function keeper(counter?: number) {
  const guestToken = await guest();
  const key = await Authenticator.make(SITE);
  const answer = await add(
    guestToken,
    await key.create(await options(guestToken), counter === undefined ? {} : { counter }),
  );
  expect(answer.status).toBe(201);
  const { player: token } = v.parse(TokenAnswer, await answer.json());
  return { key, token, id: whose(token) };
}

const later = async <T>(ms: number, work: () => Promise<T>): Promise<T> => {
  const clock = vi.spyOn(Date, "now").mockReturnValue(Date.now() + ms);
  try {
    return await work();
  } finally {
    clock.mockRestore();
  }
};

describe("a passkey", () => {
  it("is found by itself on another device, and makes that one the same player", async () => {
    const { key, token, id } = await keeper();
    expect((await me(token)).passkeys).toMatchObject([{ id: key.id, label: "My key" }]);
    const other = await guest("Bob");
    const got = v.parse(SignedIn, await (await signIn(await key.get(await challenge()), other)).json());
    expect(got).toMatchObject({ tag: tagOf(id), same: false });
    expect(whose(got.player)).toBe(id);
    expect((await me(got.player)).passkeys[0].used).toBeGreaterThan(0);
    const again = v.parse(SignedIn, await (await signIn(await key.get(await challenge()), got.player)).json());
    expect(again.same).toBe(true);
  });

  it("is asked for with what an authenticator needs to keep it: the id, and no name of an account", async () => {
    const token = await guest();
    const { rp, user, ...rest } = await options(token);
    expect(rp).toEqual({ name: "Scrim", id: "localhost" });
    expect(new TextDecoder().decode(base64url.decode(user.id))).toBe(whose(token));
    expect(rest).toMatchObject({ authenticatorSelection: { residentKey: "required" }, attestation: "none" });
  });

  it("signs in also after the player has signed out everywhere, by a token of the new generation", async () => {
    const { key, token, id } = await keeper();
    await post("/api/me/sign-out", {}, bearer(token));
    const got = v.parse(SignedIn, await (await signIn(await key.get(await challenge()), token)).json());
    expect(whose(got.player)).toBe(id);
    expect((await me(got.player)).kept).toBe(true);
  });

  it("can be removed, and is good no more", async () => {
    const { key, token } = await keeper();
    const remove = () => post("/api/me/passkeys/remove", { id: key.id }, bearer(token));
    expect((await remove()).status).toBe(200);
    expect(await refusal(await remove())).toMatchObject({ status: 404, error: "no_passkey" });
    expect(await refusal(await signIn(await key.get(await challenge())))).toMatchObject({ error: "no_passkey" });
  });

  it("is dead with its player", async () => {
    const { key, token, id } = await keeper();
    expect((await post("/api/me/delete", { tag: tagOf(id) }, bearer(token))).status).toBe(200);
    expect(await refusal(await signIn(await key.get(await challenge())))).toMatchObject({ error: "no_passkey" });
  });

  it("is one of so many at most", async () => {
    const { token, id } = await keeper();
    const object = playerOf(env, id);
    const passkey = { publicKey: "", counter: 0, transports: [], label: "x", made: 1 };
    const answered = (n: number) => ({ id: `c${n}`, expires: Date.now() + 1000 });
    for (let n = 1; n < MOST_PASSKEYS; n++)
      expect(await object.addPasskey({ ...passkey, id: `k${n}` }, answered(n))).toBe("added");
    const key = await Authenticator.make(SITE);
    const answer = await add(token, await key.create(await options(token)));
    expect(await refusal(answer)).toMatchObject({ status: 409, error: "full" });
  });
});

describe("a bad answer makes no passkey:", () => {
  const foreign: [string, Twist][] = [
    ["of another origin", { origin: "http://evil.example" }],
    ["of another site's key", { rpId: "evil.example" }],
    ["to another challenge", { challenge: base64url.encode("made up") }],
  ];
  it.each(foreign)("one %s", async (_, twist) => {
    const token = await guest();
    const key = await Authenticator.make(SITE);
    const answer = await add(token, await key.create(await options(token), twist));
    expect(await refusal(answer)).toMatchObject({ status: 400, error: "bad_passkey" });
    expect((await me(token)).kept).toBe(false);
  });

  it("one that comes after five minutes", async () => {
    const token = await guest();
    const key = await Authenticator.make(SITE);
    const created = await key.create(await options(token));
    const answer = await later(301_000, () => add(token, created));
    expect(await refusal(answer)).toMatchObject({ status: 400, error: "bad_passkey" });
  });

  it("one that is replayed, and one that was made for another player", async () => {
    const { token } = await keeper();
    const key = await Authenticator.make(SITE);
    const created = await key.create(await options(token));
    expect((await add(token, created)).status).toBe(201);
    await post("/api/me/passkeys/remove", { id: key.id }, bearer(token));
    expect(await refusal(await add(token, created))).toMatchObject({ status: 400, error: "bad_passkey" });
    expect(await refusal(await add(await guest("Eve"), created))).toMatchObject({ error: "bad_passkey" });
  });

  it("one that answers a challenge to sign in, one that is nonsense, one without a label, one that is too long", async () => {
    const token = await guest();
    const key = await Authenticator.make(SITE);
    const created = await key.create({ ...(await options(token)), ...(await challenge()) });
    expect(await refusal(await add(token, created))).toMatchObject({ error: "bad_passkey" });
    const nonsense = { ...created, response: { clientDataJSON: "e30", attestationObject: "AA" } };
    expect(await refusal(await add(token, nonsense))).toMatchObject({ error: "bad_passkey" });
    expect(await refusal(await add(token, created, " "))).toMatchObject({ error: "bad_request" });
    const long = { ...created, response: { ...created.response, attestationObject: "A".repeat(5000) } };
    expect(await refusal(await add(token, long))).toMatchObject({ status: 413, error: "too_big" });
  });
});

describe("a bad answer signs no one in:", () => {
  const foreign: [string, Twist][] = [
    ["of another origin", { origin: "http://evil.example" }],
    ["of another site's key", { rpId: "evil.example" }],
    ["to another challenge", { challenge: base64url.encode("made up") }],
    ["whose counter has gone back, as that of a copy does", { counter: 1 }],
  ];
  it.each(foreign)("one %s", async (_, twist) => {
    const { key } = await keeper();
    expect((await signIn(await key.get(await challenge()))).status).toBe(200);
    const answer = await signIn(await key.get(await challenge(), twist));
    expect(await refusal(answer)).toMatchObject({ status: 400, error: "bad_passkey" });
    expect((await signIn(await key.get(await challenge()))).status).toBe(200);
  });

  it("one that is replayed, and one that comes after five minutes", async () => {
    const { key } = await keeper();
    const asserted = await key.get(await challenge());
    expect((await signIn(asserted)).status).toBe(200);
    expect(await refusal(await signIn(asserted))).toMatchObject({ error: "bad_passkey" });
    // An authenticator that does not count.
    const { key: still } = await keeper(0);
    const uncounted = await still.get(await challenge(), { counter: 0 });
    expect((await signIn(uncounted)).status).toBe(200);
    expect(await refusal(await signIn(uncounted))).toMatchObject({ error: "bad_passkey" });
    const late = await key.get(await challenge());
    expect(await refusal(await later(301_000, () => signIn(late)))).toMatchObject({ error: "bad_passkey" });
  });

  it("one that is forged: another key, another player, no player", async () => {
    const { key, id } = await keeper();
    const other = await Authenticator.make(SITE);
    const forged = { ...(await other.get(await challenge(), { userHandle: base64url.encode(id) })), id: key.id };
    expect(await refusal(await signIn({ ...forged, rawId: key.id }))).toMatchObject({ error: "bad_passkey" });
    const foreignId = whose(await guest("Eve"));
    for (const userHandle of [base64url.encode(foreignId), base64url.encode("../x"), "", "%"])
      expect(await refusal(await signIn(await key.get(await challenge(), { userHandle })))).toMatchObject({
        status: 404,
        error: "no_passkey",
      });
  });
});
