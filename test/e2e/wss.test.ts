import { connect } from "node:net";
import { createServer } from "node:tls";
import { generate } from "selfsigned";
import { expect, inject, it } from "vitest";
import { launchBrowser } from "#test/support/browser.ts";
import { apiOf } from "#test/support/headless.ts";

/** TLS before the server, as in production, with a certificate made for this test. */
async function tlsBefore(url: string): Promise<{ url: string; close(): void }> {
  const pems = await generate([{ name: "commonName", value: "localhost" }]);
  const target = new URL(url);
  const server = createServer({ key: pems.private, cert: pems.cert }, (socket) => {
    const upstream = connect(Number(target.port), target.hostname);
    socket.pipe(upstream).pipe(socket);
    for (const [one, other] of [
      [socket, upstream],
      [upstream, socket],
    ] as const)
      one.on("error", () => other.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { url: `https://localhost:${address.port}`, close: () => server.close() };
}

it("plays over wss", async () => {
  const tls = await tlsBefore(inject("url"));
  const browser = await launchBrowser();
  try {
    const { code } = await apiOf(inject("url")).createMatch("Host", "brawl", { seats: 4 });
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    const sockets: string[] = [];
    page.on("websocket", (socket) => sockets.push(socket.url()));
    await page.goto(`${tls.url}/m/${code}`);
    await page.getByTestId("name").fill("Ada");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => (window.scrim?.tick ?? 0) > 30);
    expect(sockets).toEqual([`${tls.url.replace("https", "wss")}/ws/${code}`]);
  } finally {
    await browser.close();
    tls.close();
  }
});
