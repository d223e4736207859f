/** Pages by URL. */

export type Route =
  | { readonly page: "start" }
  | { readonly page: "match"; readonly role: "player" | "spectator"; readonly code: string }
  | { readonly page: "unknown" };

const CODE_LENGTH = 10;
const CROCKFORD = /^[0-9A-HJKMNP-TV-Z]+$/;

/**
 * A match's code out of what a person typed or pasted: a code with spaces or dashes, in any case, with an o
 * for a zero or an l for a one, or a whole link. Undefined where it can't be one.
 */
export function readCode(text: string): string | undefined {
  const last =
    text
      .trim()
      .replace(/[?#].*$/, "")
      .replace(/\/+$/, "")
      .split("/")
      .at(-1) ?? "";
  const code = last.replace(/[\s-]/g, "").toUpperCase().replaceAll("O", "0").replace(/[IL]/g, "1");
  return code.length === CODE_LENGTH && CROCKFORD.test(code) ? code : undefined;
}

export function parsePath(path: string): Route {
  if (path === "/" || path === "/index.html") return { page: "start" };
  const [, kind, text] = /^\/([mw])\/([^/]+)\/?$/.exec(path) ?? [];
  const code = text && readCode(text);
  if (!code) return { page: "unknown" };
  return { page: "match", role: kind === "m" ? "player" : "spectator", code };
}

export const joinPath = (code: string): string => `/m/${code}`;
export const watchPath = (code: string): string => `/w/${code}`;

/** A full link, for people to send to one another. */
export const linkTo = (path: string): string => new URL(path, location.origin).href;
