/** Pages by URL. */
import { readCode, readPartyCode, readTransferCode } from "#shared/protocol/code.ts";

export type Route =
  | { readonly page: "start" }
  | { readonly page: "match"; readonly role: "player" | "spectator"; readonly code: string }
  /** `id`: a match's code, or CODE-N for its round N. */
  | { readonly page: "replay"; readonly id: string }
  /** What a player saw of a minute: its `id` is written as a match's code is. */
  | { readonly page: "trace"; readonly id: string }
  | { readonly page: "party"; readonly code: string }
  /** A leaderboard; empty where the address names none. */
  | { readonly page: "ladder"; readonly game: string; readonly mode: string }
  /** `id`: a player's, as others see it. */
  | { readonly page: "profile"; readonly id: string }
  /** The player's own. `code`: a transfer code, with which another device is to be that player. */
  | { readonly page: "account"; readonly code?: string }
  /** The operator's pages: `/monitor` and what is below it, `/playground`. Which one it is their own code reads. */
  | { readonly page: "operator" }
  | { readonly page: "unknown" };

/** A link to a page of this site, of this server or of another one: where it leads, and from which second. */
const LINK = /(\/[mwrfpt]\/[^/?#]+)\/?(?:\?([^#]*))?(?:#.*)?$/;

/**
 * Reads where to go from what a player types or pastes: a match's code as `readCode` takes it, with spaces anywhere, or a
 * link to a match, to watch one, to a replay or to a recording.
 * @returns a path of this site; undefined where there is none
 */
export function pathFrom(text: string): string | undefined {
  const plain = text.replace(/\s/g, "");
  const [, path = "", search = ""] = LINK.exec(plain) ?? [];
  const route = parsePath(path);
  switch (route.page) {
    case "match":
      return route.role === "player" ? joinPath(route.code) : watchPath(route.code);
    case "replay":
      return replayPath(route.id, momentOf(search));
    case "trace":
      return tracePath(route.id);
    case "party":
      return partyPath(route.code);
    case "account":
      return takePath(route.code ?? "");
  }
  const last =
    plain
      .replace(/[?#].*$/, "")
      .replace(/\/+$/, "")
      .split("/")
      .at(-1) ?? "";
  const code = readCode(last);
  if (code !== undefined) return joinPath(code);
  const party = readPartyCode(last);
  return party === undefined ? undefined : partyPath(party);
}

export function parsePath(path: string): Route {
  if (path === "/" || path === "/index.html") return { page: "start" };
  const [, replay, round = ""] = /^\/r\/([^/]+?)(-\d{1,6})?\/?$/.exec(path) ?? [];
  const of = replay && readCode(replay);
  if (of) return { page: "replay", id: of + round };
  if (/^\/account\/?$/.test(path)) return { page: "account" };
  if (/^\/(monitor|playground)(\/|$)/.test(path)) return { page: "operator" };
  const taken = readTransferCode(/^\/t\/([^/]+)\/?$/.exec(path)?.[1] ?? "");
  if (taken) return { page: "account", code: taken };
  const party = readPartyCode(/^\/p\/([^/]+)\/?$/.exec(path)?.[1] ?? "");
  if (party) return { page: "party", code: party };
  const [isLadder, game = "", mode = ""] = /^\/top(?:\/([\w-]+))?(?:\/([\w-]+))?\/?$/.exec(path) ?? [];
  if (isLadder !== undefined) return { page: "ladder", game, mode };
  const [, id] = /^\/u\/([0-9a-f]{32})\/?$/.exec(path) ?? [];
  if (id) return { page: "profile", id };
  const [, kind, text] = /^\/([mwf])\/([^/]+)\/?$/.exec(path) ?? [];
  const code = text && readCode(text);
  if (!code) return { page: "unknown" };
  if (kind === "f") return { page: "trace", id: code };
  return { page: "match", role: kind === "m" ? "player" : "spectator", code };
}

/** What of an address says which page it is. */
export const addressOf = ({ pathname, search }: Location): string => pathname + search;

export const joinPath = (code: string): string => `/m/${code}`;
/** The way into a match. @param by the seat of the player who invites */
export const invitePath = (code: string, by: number): string =>
  by < 0 ? joinPath(code) : `${joinPath(code)}?by=${by}`;

/** The seat of the player who invites, by an invitation's address; undefined where it says nothing. */
export function inviterOf(search: string): number | undefined {
  const by = new URLSearchParams(search).get("by") ?? "";
  return /^\d{1,4}$/.test(by) ? Number(by) : undefined;
}

export const partyPath = (code: string): string => `/p/${code}`;

export const ladderPath = (game: string, mode: string): string => `/top/${game}/${mode}`;

/** @param id a player's, as others see it */
export const profilePath = (id: string): string => `/u/${id}`;
export const ACCOUNT_PATH = "/account";
/** Where another device becomes the player who has made this transfer code. */
export const takePath = (code: string): string => `/t/${code}`;

export const tracePath = (id: string): string => `/f/${id}`;
export const watchPath = (code: string): string => `/w/${code}`;

/** @param seconds where it begins, from its beginning */
export const replayPath = (id: string, seconds = 0): string =>
  `/r/${id}${seconds > 0 ? `?t=${Math.floor(seconds)}` : ""}`;

/** Where a replay's address says that it begins, in seconds; 0 where it says nothing, or what is none. */
export function momentOf(search: string): number {
  const seconds = Number(new URLSearchParams(search).get("t") ?? 0);
  return Number.isFinite(seconds) ? Math.max(0, seconds) : 0;
}

const LOOPBACK: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Where other devices reach this server: on the machine that serves it, the page's own address leads to no other one. */
function origin(): string {
  if (!LOOPBACK.has(location.hostname)) return location.origin;
  const told = document.querySelector('meta[name="scrim-lan"]')?.getAttribute("content") ?? "";
  return URL.canParse(told) ? told : location.origin;
}

/** A full link, for people to send to one another. */
export const linkTo = (path: string): string => new URL(path, origin()).href;
