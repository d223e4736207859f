/** Pages by URL. */
import { readCode } from "#shared/protocol/code.ts";

export type Route =
  | { readonly page: "start" }
  | { readonly page: "match"; readonly role: "player" | "spectator"; readonly code: string }
  /** `id`: a match's code, or CODE-N for its round N. */
  | { readonly page: "replay"; readonly id: string }
  /** What a player saw of a minute: its `id` is written as a match's code is. */
  | { readonly page: "trace"; readonly id: string }
  | { readonly page: "unknown" };

/**
 * Reads a match's code from what a player types or pastes: a code as `readCode` takes it, with spaces anywhere, or a link
 * that ends with one.
 * @returns undefined where there is none
 */
export function codeFrom(text: string): string | undefined {
  const last =
    text
      .trim()
      .replace(/[?#].*$/, "")
      .replace(/\/+$/, "")
      .split("/")
      .at(-1) ?? "";
  return readCode(last.replace(/\s/g, ""));
}

export function parsePath(path: string): Route {
  if (path === "/" || path === "/index.html") return { page: "start" };
  const [, replay, round = ""] = /^\/r\/([^/]+?)(-\d{1,6})?\/?$/.exec(path) ?? [];
  const of = replay && readCode(replay);
  if (of) return { page: "replay", id: of + round };
  const [, kind, text] = /^\/([mwf])\/([^/]+)\/?$/.exec(path) ?? [];
  const code = text && readCode(text);
  if (!code) return { page: "unknown" };
  if (kind === "f") return { page: "trace", id: code };
  return { page: "match", role: kind === "m" ? "player" : "spectator", code };
}

/** What of an address says which page it is. */
export const addressOf = ({ pathname, search }: Location): string => pathname + search;

export const joinPath = (code: string): string => `/m/${code}`;
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

/** A full link, for people to send to one another. */
export const linkTo = (path: string): string => new URL(path, location.origin).href;
