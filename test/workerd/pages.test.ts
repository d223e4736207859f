import { describe, expect, it } from "vitest";
import type { Env } from "#worker/env.ts";
import { admission, ask, HOST, post, refusal } from "./support/http.ts";

/** Stands in for the built client: what is no file is 404 without a body, as wrangler.toml asks for. */
const site = {
  async fetch(input: RequestInfo | URL) {
    const { pathname } = new URL(input instanceof Request ? input.url : String(input));
    const files: Readonly<Record<string, string>> = { "/": "<!doctype html>", "/robots.txt": "User-agent: *" };
    if (!Object.hasOwn(files, pathname)) return new Response(null, { status: 404 });
    const type = pathname === "/" ? "text/html; charset=utf-8" : "text/plain";
    return new Response(files[pathname], { headers: { "Content-Type": type, ETag: '"1"' } });
  },
};
const ASSETS = site as unknown as Env["ASSETS"];
const get = (path: string, method = "GET", headers: Record<string, string> = {}) =>
  ask(path, { method, headers }, { ASSETS });

describe("pages", () => {
  it("at the start, at a match and beside it", async () => {
    const { code } = await admission(await post("/api/matches", { name: "Ann" }));
    for (const path of ["/", `/m/${code}`, `/w/${code}`, `/m/${code.toLowerCase()}`]) {
      const response = await get(path);
      expect(response.status).toBe(200);
      expect(await response.text()).toBe("<!doctype html>");
    }
  });

  it.each([
    "/m/ZZZZZZZZZZ",
    "/w/ZZZZZZZZZZ",
    "/m/short",
    "/m/UUUUUUUUUU",
    "/w/%00",
    "/nope",
    "/m/",
    "/index.php",
    "/a/b/c",
  ])("404 with the page at %s", async (path) => {
    const response = await get(path, "GET", { "If-None-Match": '"1"' });
    expect(response.status).toBe(404);
    expect(await response.text()).toBe("<!doctype html>");
  });

  it.each(["/monitor", "/monitor/matches/x", "/monitor/reports", "/playground"])(
    "%s is the page where there is an operator, kept by no cache, and 404 elsewhere",
    async (path) => {
      const on = await ask(path, {}, { ASSETS, LOOPBACK_ONLY: "1" });
      expect([on.status, await on.text()]).toEqual([200, "<!doctype html>"]);
      expect([on.headers.get("Cache-Control"), on.headers.get("X-Robots-Tag")]).toEqual(["no-store", "noindex"]);
      expect((await ask(path, {}, { ASSETS, OPERATOR_TOKEN: "x".repeat(40) })).status).toBe(200);
      expect((await get(path)).status).toBe(404);
    },
  );

  it("404 without a body for a file that this build does not have, and no browser keeps it", async () => {
    const response = await get("/assets/stage-00000000.js");
    expect([response.status, await response.text()]).toEqual([404, ""]);
    expect(response.headers.get("Cache-Control")).toBe("no-store");
  });

  it("files are given as they are", async () => {
    const response = await get("/robots.txt");
    expect(response.status).toBe(200);
    expect(await response.text()).toBe("User-agent: *");
    expect(response.headers.get("X-Content-Type-Options")).toBe("nosniff");
  });

  it("HEAD has the same status and no body", async () => {
    const response = await get("/nope", "HEAD");
    expect(response.status).toBe(404);
    expect(await response.text()).toBe("");
  });

  it("are not for other methods", async () => {
    expect(await refusal(await get("/nope", "POST"))).toMatchObject({ status: 404, error: "no_route" });
  });
});

describe("headers", () => {
  const policy = async (path: string) =>
    Object.fromEntries(
      ((await get(path)).headers.get("Content-Security-Policy") ?? "").split(";").map((directive) => {
        const [name, ...sources] = directive.trim().split(" ");
        return [name, sources.join(" ")];
      }),
    );

  it.each(["/", "/nope", "/m/ZZZZZZZZZZ"])(
    "the policy at %s allows our own files, and sockets to this host",
    async (path) => {
      expect(await policy(path)).toEqual({
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data: blob:",
        "font-src": "'self'",
        "connect-src": "'self' ws://localhost wss://localhost",
        "media-src": "'self'",
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
      });
    },
  );

  it("an odd host adds nothing to the policy", async () => {
    expect((await policy("http://a;script-src.example/"))["connect-src"]).toBe("'self' 'self'");
  });

  it("keep match codes from other sites, and types as they are", async () => {
    const { headers } = await get("/");
    expect(headers.get("Referrer-Policy")).toBe("no-referrer");
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(headers.get("Cross-Origin-Opener-Policy")).toBe("same-origin");
    expect(headers.get("X-Frame-Options")).toBe("DENY");
    const permissions = headers.get("Permissions-Policy") ?? "";
    for (const ours of ["gamepad=(self)", "fullscreen=(self)"]) expect(permissions).toContain(ours);
    for (const nobodys of ["camera=()", "microphone=()", "geolocation=()"]) expect(permissions).toContain(nobodys);
  });

  it("the API's answers are not kept, nor read or shown as anything else", async () => {
    for (const path of ["/api/games", "/api/nope"]) {
      const { headers } = await ask(new URL(path, HOST).href);
      expect(headers.get("Strict-Transport-Security")).toBe("max-age=31536000");
      expect(headers.get("Content-Security-Policy")).toBe("default-src 'none'; frame-ancestors 'none'");
      expect(headers.get("Cache-Control")).toBe("no-store");
      expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
    }
  });
});
