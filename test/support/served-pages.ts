/**
 * A Worker around the built server, for bare workerd: there the files of the page come from a disk, which knows neither their types
 * nor which one the folder's address means. On Cloudflare the asset server knows both, and answers for files before the Worker does.
 */
export const servedPages = `
import app from "./index.js";
export * from "./index.js";

const TYPES = { html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css", svg: "image/svg+xml", png: "image/png" };

const typed = (disk) => ({
  async fetch(input, init) {
    const { url, method } = new Request(input, init);
    const at = new URL(url);
    if (at.pathname === "/") at.pathname = "/index.html";
    const found = await disk.fetch(at, { method });
    const headers = new Headers(found.headers);
    if (found.ok) headers.set("Content-Type", TYPES[at.pathname.split(".").at(-1)] ?? "application/octet-stream");
    return new Response(found.body, { status: found.status, headers });
  },
});

export default {
  fetch(request, env, ctx) {
    const files = typed(env.ASSETS);
    const isFile = new URL(request.url).pathname.startsWith("/assets/");
    return isFile ? files.fetch(request) : app.fetch(request, { ...env, ASSETS: files }, ctx);
  },
};
`;
