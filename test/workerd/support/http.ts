/** Requests to the Worker as its clients make them. */
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as v from "valibot";
import { RULES_PREFIX, SUBPROTOCOL, TICKET_PREFIX } from "#shared/protocol/index.ts";
import { newCode } from "#worker/auth/codes.ts";
import { keysOf, type Secrets } from "#worker/auth/secrets.ts";
import type { Env } from "#worker/env.ts";
import app from "#worker/index.ts";

export const HOST = "http://localhost";

export const Admission = v.strictObject({
  code: v.string(),
  role: v.picklist(["player", "spectator"]),
  game: v.string(),
  mode: v.string(),
  queued: v.optional(v.literal(true)),
  region: v.optional(v.string()),
  ticket: v.string(),
  player: v.string(),
});

export const ApiError = v.strictObject({ error: v.string(), message: v.string() });

/** A code that the Worker takes for one of its own, and under which nothing is. */
export const freshCode = async (secrets: Secrets = env): Promise<string> => newCode((await keysOf(secrets)).code);

/** Asks the Worker, with some of its bindings replaced. */
export async function ask(path: string, init: RequestInit = {}, changes: Partial<Env> = {}): Promise<Response> {
  return app.fetch(new Request(new URL(path, HOST), init), { ...env, ...changes }, createExecutionContext());
}

export function post(
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
  changes: Partial<Env> = {},
): Promise<Response> {
  const init = {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "Content-Type": "application/json", ...headers },
  };
  return ask(path, init, changes);
}

export async function admission(response: Response): Promise<v.InferOutput<typeof Admission>> {
  return v.parse(Admission, await response.json());
}

/** The status and the error's code, once the answer has been found to be an error as documented. */
export async function refusal(response: Response): Promise<{ status: number; error: string; message: string }> {
  return { status: response.status, ...v.parse(ApiError, await response.json()) };
}

const base64 = (text: string) => atob(text.replace(/-/g, "+").replace(/_/g, "/"));

/** The payload of a token, unchecked. */
function payload(token: string): unknown {
  const bytes = Uint8Array.from(base64(token.split(".")[1]), (unit) => unit.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}

const Ticket = v.object({ match: v.string(), seat: v.number(), role: v.string(), sub: v.string(), name: v.string() });

/** What a ticket says. */
export const peek = (ticket: string) => v.parse(Ticket, payload(ticket));

/** Whom a player token names. */
export const whose = (token: string) => v.parse(v.object({ sub: v.string() }), payload(token)).sub;

export function upgrade(
  code: string,
  protocols: readonly string[],
  headers: Record<string, string> = {},
  changes: Partial<Env> = {},
): Promise<Response> {
  const all = { Upgrade: "websocket", ...(protocols.length > 0 && { "Sec-WebSocket-Protocol": protocols.join(", ") }) };
  return ask(`/ws/${code}`, { headers: { ...all, ...headers } }, changes);
}

/** What is offered with a ticket, and with the rules that one has. */
export const withTicket = (ticket: string, rules: readonly string[] = []): string[] => [
  SUBPROTOCOL,
  TICKET_PREFIX + ticket,
  ...(rules.length > 0 ? [RULES_PREFIX + rules.join(".")] : []),
];

/** The code that an accepted socket is closed with. */
export function closeCode(response: Response): Promise<number> {
  const socket = response.webSocket;
  if (!socket) throw new Error(`no socket, but ${response.status}`);
  return new Promise((resolve) => {
    socket.addEventListener("close", (event) => resolve(event.code));
    socket.accept();
  });
}

/** A namespace whose every object is this one. */
export function always(object: Partial<Record<"create" | "reserve" | "info" | "fetch", unknown>>): Env["MATCH"] {
  // Only what the Worker calls is there: a test that needs more fails loudly.
  return { getByName: () => object } as unknown as Env["MATCH"];
}
