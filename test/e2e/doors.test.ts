/** What a stranger gets at the server's doors, from the very build that `npm start` serves. */
import { request } from "node:http";
import { expect, inject, it } from "vitest";

const get = (path: string, init: RequestInit = {}) =>
  fetch(new URL(path, inject("url")), { redirect: "manual", ...init });

it.each([
  ["/", 200],
  ["/assets/../nope", 404],
  ["/nope.js", 404],
  ["/m/ZZZZZZZZZZ", 404],
])("the page at %s has the policy, and status %i", async (path, status) => {
  const answer = await get(path);
  const { headers } = answer;
  expect(answer.status).toBe(status);
  expect(await answer.text()).toContain('id="app"');
  expect(headers.get("Content-Security-Policy")).toMatch(
    /default-src 'none'.*script-src 'self'.*frame-ancestors 'none'/,
  );
  expect(headers.get("X-Frame-Options")).toBe("DENY");
  expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
});

it.each(["/", "/m/ZZZZZZZZZZ"])(
  "the page at %s is asked for anew each time: it names the files of one build",
  async (path) => {
    expect((await get(path)).headers.get("Cache-Control")).toBe("no-cache");
  },
);

it.each(["/assets/anything", "/assets/", "/assets/index.html"])("%s is no file and no page", async (path) => {
  const { headers, status } = await get(path);
  expect([status, headers.get("Content-Type")?.includes("html") ?? false]).toEqual([404, false]);
  expect(headers.get("Cache-Control")).toBe("no-store");
  expect(headers.get("Content-Security-Policy")).toBe("default-src 'none'; frame-ancestors 'none'");
  expect([headers.get("X-Frame-Options"), headers.get("X-Content-Type-Options")]).toEqual(["DENY", "nosniff"]);
});

it("files are kept for a year, and are shown and read as nothing else", async () => {
  const script = /assets\/[\w.-]+\.js/.exec(await (await get("/")).text())?.[0] ?? "no script";
  for (const path of [`/${script}`, "/favicon.svg"]) {
    const { headers, status } = await get(path);
    expect([path, status]).toEqual([path, 200]);
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(headers.get("X-Frame-Options")).toBe("DENY");
    expect(headers.get("Content-Security-Policy")).toBe("default-src 'none'; frame-ancestors 'none'");
  }
  expect((await get(`/${script}`)).headers.get("Cache-Control")).toBe("public, max-age=31536000, immutable");
});

it.each(["br", "gzip"])(
  "the page, its script, its style and the API are compressed for who takes %s",
  async (encoding) => {
    const page = await (await get("/")).text();
    // Not those that it names for later: they may be too small to be worth it.
    const files = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path);
    expect(files.length).toBeGreaterThan(1);
    let packedFiles = 0;
    for (const path of ["/", "/api/games", ...files]) {
      const plain = await get(path, { headers: { "Accept-Encoding": "identity" } });
      // A file so small is one packet either way.
      if (Number(plain.headers.get("Content-Length") ?? "1024") < 1024) continue;
      packedFiles += 1;
      const packed = await get(path, { headers: { "Accept-Encoding": encoding } });
      expect([path, plain.headers.get("Content-Encoding")]).toEqual([path, null]);
      expect([path, packed.headers.get("Content-Encoding")]).toEqual([path, encoding]);
      expect(packed.headers.get("Vary")).toContain("Accept-Encoding");
      expect(packed.headers.get("Cache-Control")).toBe(plain.headers.get("Cache-Control"));
      // It is the same, once it is unpacked.
      expect(await packed.text()).toBe(await plain.text());
    }
    // The page, the API, its script and its style at least.
    expect(packedFiles).toBeGreaterThan(3);
  },
);

it("a name of this machine in the Host header opens nothing", async () => {
  const { port } = new URL(inject("url"));
  const asked = await new Promise<number>((resolve, reject) => {
    const options = { host: "127.0.0.1", port, path: "/cdn-cgi/local/explorer/api", headers: { Host: "x.localhost" } };
    request(options, ({ statusCode, headers }) => {
      expect(headers["content-type"] ?? "").not.toContain("json");
      resolve(statusCode ?? 0);
    })
      .on("error", reject)
      .end();
  });
  expect(asked).toBe(404);
});
