import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { base64url, SignJWT } from "jose";
import { describe, expect, it } from "vitest";
import { CLOSE } from "#shared/protocol/index.ts";
import { bearerOf, identify as identifyBy } from "#worker/auth/players.ts";
import { type Keys, keysOf } from "#worker/auth/secrets.ts";
import { signTicket, TICKET_S, verifyTicket } from "#worker/auth/tickets.ts";
import { admission, ask, post, upgrade, withTicket } from "./support/http.ts";

const NOW = 1_790_000_000_000;
const CODE = "ABCDEFGHJK";
const DAY = 86_400_000;
const claims = { role: "player", seat: 3, player: "0123456789abcdef", name: "Zoë" } as const;
const SECRET = "a secret that is 32 characters, or more";
const OTHER = "another secret of 32 characters or so";
const OLDEST = "the secret before those two, as long as they";
const keys = await keysOf({ TICKET_SECRET: SECRET });
const ticket = await signTicket(keys, CODE, claims, NOW);
const check = (text: string, now = NOW) => verifyTicket(keys, CODE, text, now);
const refused = (close: number) => ({ ok: false, close });

/** Signed with our key, but with claims of the test's. */
const handmade = (payload: Record<string, unknown>, alg = "HS256") =>
  new SignJWT(payload)
    .setProtectedHeader({ alg })
    .setIssuedAt(NOW / 1000)
    .setExpirationTime(NOW / 1000 + 30)
    .sign(keys.ticket[0]);
/** Whether a socket has been let in, or the code that it was closed with. */
function outcome({ webSocket }: Response): Promise<number | "open"> {
  if (!webSocket) throw new Error("no socket");
  return new Promise((resolve) => {
    webSocket.addEventListener("message", () => resolve("open"));
    webSocket.addEventListener("close", ({ code }) => resolve(code));
    webSocket.accept();
  });
}

const good = { aud: "ticket", jti: "1", match: CODE, role: "player", seat: 0, sub: "p", name: "A", at: NOW };

/** Where nothing has been revoked, and any client may be new. @param authorization the header */
const identify = (keys: Keys, authorization: string | undefined, now: number) =>
  identifyBy(keys, bearerOf(authorization), now, { check: async () => {}, mayBeNew: async () => {} });

describe("a ticket", () => {
  it("says what it was made with", async () => {
    const result = await check(ticket);
    expect(result).toMatchObject({ ok: true, claims: { ...claims, at: NOW, expires: NOW + TICKET_S * 1000 } });
  });

  it("has an id of its own each time", async () => {
    const other = await check(await signTicket(keys, CODE, claims, NOW));
    const first = await check(ticket);
    if (!other.ok || !first.ok) throw new Error("refused");
    expect(other.claims.id).not.toBe(first.claims.id);
  });

  it("holds for 30 seconds", async () => {
    expect(await check(ticket, NOW + 29_999)).toMatchObject({ ok: true });
    expect(await check(ticket, NOW + 30_000)).toEqual(refused(CLOSE.expiredTicket));
  });

  it("says in which order tickets of one second were signed", async () => {
    const times = [0, 1, 2, 999].map((ms) => NOW + ms);
    const results = await Promise.all(
      times.map(async (now) => check(await signTicket(keys, CODE, claims, now), NOW + 1000)),
    );
    expect(results.map((result) => result.ok && result.claims.at)).toEqual(times);
    expect(new Set(results.map((result) => result.ok && result.claims.expires)).size).toBe(1);
  });

  it("is for one match", async () => {
    expect(await verifyTicket(keys, "ZZZZZZZZZZ", ticket, NOW)).toEqual(refused(CLOSE.foreignTicket));
  });

  it("says that it has expired only if it was ours", async () => {
    const theirs = await keysOf({ TICKET_SECRET: OTHER });
    const old = await signTicket(theirs, CODE, claims, NOW - 60_000);
    expect(await check(old)).toEqual(refused(CLOSE.badTicket));
  });

  it("is refused with any one of its characters changed to any other, by every key there is", async () => {
    const ring = await keysOf({ TICKET_SECRET: OTHER, TICKET_SECRET_PREVIOUS: SECRET });
    const accepted: string[] = [];
    for (let at = 0; at < ticket.length; at++) {
      for (let bits = 1; bits < 256; bits++) {
        const changed = String.fromCharCode(ticket.charCodeAt(at) ^ bits);
        const text = ticket.slice(0, at) + changed + ticket.slice(at + 1);
        if ((await verifyTicket(ring, CODE, text, NOW)).ok) accepted.push(text);
      }
    }
    expect(accepted).toEqual([]);
  });

  it("is refused with any bit changed of what its three parts hold", async () => {
    const accepted: string[] = [];
    const parts = ticket.split(".").map((part) => base64url.decode(part));
    for (const [which, bytes] of parts.entries()) {
      for (let at = 0; at < bytes.length * 8; at++) {
        const changed = bytes.map((byte, index) => (index === at >> 3 ? byte ^ (1 << (at & 7)) : byte));
        const text = parts.map((part, index) => base64url.encode(index === which ? changed : part)).join(".");
        if ((await check(text)).ok) accepted.push(text);
      }
    }
    expect(accepted).toEqual([]);
    expect(parts.map((part) => base64url.encode(part)).join(".")).toBe(ticket);
  });

  it("opens one socket, however many try at once", async () => {
    const { code, ticket: only } = await admission(await post("/api/matches", { name: "Ann" }));
    const tries = await Promise.all(Array.from({ length: 1000 }, () => upgrade(code, withTicket(only))));
    const outcomes = await Promise.all(tries.map(outcome));
    expect(outcomes.filter((result) => result === "open").length).toBe(1);
    expect(outcomes.filter((result) => result === CLOSE.usedTicket).length).toBe(999);
    expect(await (await ask(`/api/matches/${code}`)).json()).toMatchObject({ players: 1, spectators: 0 });
    const open = await runInDurableObject(
      env.MATCH.getByName(code),
      (_, state) => state.getWebSockets().filter(({ readyState }) => readyState === WebSocket.OPEN).length,
    );
    expect(open).toBe(1);
    for (const { webSocket } of tries) if (webSocket?.readyState === WebSocket.OPEN) webSocket.close(1000);
  });

  it("is refused with any other last character, cut short, or with something added", async () => {
    const others = Array.from({ length: 128 }, (_, code) => ticket.slice(0, -1) + String.fromCharCode(code));
    const texts = [
      ...others.filter((text) => text !== ticket),
      ticket.slice(0, -1),
      `${ticket}=`,
      `${ticket} `,
      ` ${ticket}`,
    ];
    for (const text of texts) expect(await check(text)).toEqual(refused(CLOSE.badTicket));
  });

  it("is refused unsigned, or of another kind", async () => {
    const part = (value: unknown) => btoa(JSON.stringify(value)).replace(/=+$/, "");
    const body = { ...good, iat: NOW / 1000, exp: NOW / 1000 + 30 };
    const signature = ticket.split(".")[2];
    for (const alg of ["none", "HS512", "RS256"]) {
      for (const end of ["", signature]) {
        expect(await check(`${part({ alg })}.${part(body)}.${end}`)).toEqual(refused(CLOSE.badTicket));
      }
    }
    expect(await check(await handmade(good))).toMatchObject({ ok: true });
    for (const change of [
      { aud: "player" },
      { aud: undefined },
      { seat: -2 },
      { seat: 0.5 },
      { role: "judge" },
      { sub: undefined },
      { at: undefined },
      { at: "1" },
    ]) {
      expect(await check(await handmade({ ...good, ...change }))).toEqual(refused(CLOSE.badTicket));
    }
  });

  it("is never garbage, and garbage never throws", async () => {
    const part = fc.oneof(fc.string(), fc.constantFrom(...ticket.split(".")), fc.base64String());
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 5 }), async (parts) => {
        fc.pre(parts.join(".") !== ticket);
        expect(await check(parts.join("."))).toEqual(refused(CLOSE.badTicket));
      }),
      { numRuns: 500 },
    );
  });
});

describe("a player token", () => {
  it("makes the same player of each client that shows it, in any case of Bearer", async () => {
    const { id, token } = await identify(keys, undefined, NOW);
    for (const scheme of ["Bearer", "bearer"])
      expect(await identify(keys, `${scheme} ${token}`, NOW)).toMatchObject({ id, token });
  });

  it("is renewed past half of its 90 days, and lost after all of them", async () => {
    const { id, token } = await identify(keys, undefined, NOW);
    expect(await identify(keys, `Bearer ${token}`, NOW + 44 * DAY)).toMatchObject({ id, token });
    const renewed = await identify(keys, `Bearer ${token}`, NOW + 89 * DAY);
    expect(renewed.id).toBe(id);
    expect((await identify(keys, `Bearer ${renewed.token}`, NOW + 91 * DAY)).id).toBe(id);
    expect((await identify(keys, `Bearer ${token}`, NOW + 90 * DAY)).id).not.toBe(id);
  });

  it("is no ticket, and a ticket is none", async () => {
    const { token } = await identify(keys, undefined, NOW);
    expect(await check(token)).toEqual(refused(CLOSE.badTicket));
    expect((await identify(keys, `Bearer ${ticket}`, NOW)).id).not.toBe(claims.player);
    // Not even with the right claims under the other key.
    const crossed = await handmade({ aud: "player", sub: "another" });
    expect((await identify(keys, `Bearer ${crossed}`, NOW)).id).not.toBe("another");
  });
});

describe("secrets that change", () => {
  const at = (TICKET_SECRET: string, TICKET_SECRET_PREVIOUS?: string) =>
    keysOf({ TICKET_SECRET, ...(TICKET_SECRET_PREVIOUS !== undefined && { TICKET_SECRET_PREVIOUS }) });

  it("leave tickets of the previous one good, and not those of an older one", async () => {
    const old = await signTicket(await at(OLDEST), CODE, claims, NOW);
    const rotated = await at(OTHER, SECRET);
    expect(await verifyTicket(rotated, CODE, ticket, NOW)).toMatchObject({ ok: true, claims });
    expect(await verifyTicket(rotated, CODE, old, NOW)).toEqual(refused(CLOSE.badTicket));
    expect(await verifyTicket(rotated, CODE, ticket, NOW + 30_000)).toEqual(refused(CLOSE.expiredTicket));
    expect(await verifyTicket(await at(OTHER), CODE, ticket, NOW)).toEqual(refused(CLOSE.badTicket));
  });

  it("sign with the new one alone", async () => {
    const made = await signTicket(await at(OTHER, SECRET), CODE, claims, NOW);
    expect(await verifyTicket(await at(OTHER), CODE, made, NOW)).toMatchObject({ ok: true });
    expect(await check(made)).toEqual(refused(CLOSE.badTicket));
  });

  it("leave a person who they are, with a token of the new one from then on", async () => {
    const { id, token } = await identify(keys, undefined, NOW);
    const rotated = await at(OTHER, SECRET);
    const renewed = await identify(rotated, `Bearer ${token}`, NOW);
    expect(renewed.id).toBe(id);
    expect(await identify(await at(OTHER), `Bearer ${renewed.token}`, NOW)).toEqual(renewed);
    const { id: older, token: lost } = await identify(await at(OLDEST), undefined, NOW);
    expect((await identify(rotated, `Bearer ${lost}`, NOW)).id).not.toBe(older);
  });

  it("take an empty previous one for none, and refuse one that is too short", async () => {
    expect((await at(SECRET, "")).ticket.length).toBe(1);
    await expect(at(SECRET, "short")).rejects.toThrow("TICKET_SECRET_PREVIOUS is shorter than 32 characters");
  });

  it("need a current one all the same", async () => {
    await expect(keysOf({ TICKET_SECRET_PREVIOUS: SECRET })).rejects.toThrow("TICKET_SECRET is not set");
  });
});

describe("the secret", () => {
  it.each([{}, { TICKET_SECRET: "" }])("must be there: %j", async (none) => {
    await expect(keysOf(none)).rejects.toThrow("run `wrangler secret put TICKET_SECRET`");
  });

  it("decides over every ticket", async () => {
    expect(await verifyTicket(await keysOf(env), CODE, ticket, NOW)).toEqual(refused(CLOSE.badTicket));
  });
});
