/** The account page, in browsers: a player comes to another device by a code and by a passkey, signs out everywhere, and is deleted. */
import type { Page } from "playwright-core";
import { describe, expect, inject, it } from "vitest";
import { violations } from "#test/support/axe.ts";
import { by, picture, useBrowser } from "#test/support/player-page.ts";

/** Passkeys belong to a domain, and an address is none. */
const url = inject("url").replace("127.0.0.1", "localhost");
const browser = useBrowser();

const DESKTOP = { viewport: { width: 1280, height: 800 } } as const;
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } as const;

const clean = async (page: Page): Promise<void> => expect(await violations(page)).toEqual([]);

async function open(path: string, size: typeof DESKTOP | typeof PHONE = DESKTOP): Promise<Page> {
  const context = await browser.newContext({ ...size, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(url + path);
  return page;
}

/** The account page of a player who has been in a match. */
async function player(name: string, size: typeof DESKTOP | typeof PHONE = DESKTOP): Promise<Page> {
  const page = await open("/", size);
  await by(page, "name").fill(name);
  await by(page, "private-match").click();
  await by(page, "lobby").waitFor();
  await page.goto(`${url}/account`);
  await by(page, "tag").waitFor();
  return page;
}

const tagOf = (page: Page) => by(page, "tag").textContent();

async function offer(page: Page): Promise<string> {
  await by(page, "transfer").click();
  return (await by(page, "transfer-code").textContent()) ?? "";
}

/** Gives the page's browser an authenticator of its own. */
async function authenticator(page: Page) {
  const client = await page.context().newCDPSession(page);
  await client.send("WebAuthn.enable");
  const options = {
    ...({ protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true } as const),
    ...{ isUserVerified: true, automaticPresenceSimulation: true },
  };
  const { authenticatorId } = await client.send("WebAuthn.addVirtualAuthenticator", { options });
  return { client, authenticatorId };
}

describe("the account page", () => {
  it("says what to do to one who is new here", async () => {
    const page = await open("/account", PHONE);
    await by(page, "transfer-input").waitFor();
    await clean(page);
    await by(page, "transfer-input").fill("nonsense");
    await by(page, "transfer-look").click();
    await page.getByText("A code has twelve letters and digits.").waitFor();
    await page.goto(`${url}/t/0000-0000-0000`);
    await page.getByText(/This code is not good/).waitFor();
  });

  it("brings a player to a phone, which asks first, and leads it back into the match that is on", async () => {
    const desk = await player("Ada");
    const code = await offer(desk);
    await clean(desk);
    await picture(desk, "account-offer");
    const phone = await player("Bob", PHONE);
    const before = await tagOf(phone);
    await phone.goto(`${url}/t/${code}`);
    await by(phone, "take-ask").waitFor();
    expect(new URL(phone.url()).pathname).toBe("/account");
    await clean(phone);
    await picture(phone, "account-take");
    await by(phone, "take-not").click();
    await by(phone, "tag").waitFor();
    expect(await tagOf(phone)).toBe(before);

    await by(phone, "transfer-input").fill(code);
    await by(phone, "transfer-look").click();
    await by(phone, "take").click();
    await phone.waitForFunction((tag) => document.querySelector('[data-testid="tag"]')?.textContent !== tag, before);
    expect(await tagOf(phone)).toBe(await tagOf(desk));
    await phone.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[data-testid="name"]')?.value === "Ada",
    );
    await desk.getByText(/your other device is you now/).waitFor();

    await desk.goto(url);
    await by(desk, "private-match").click();
    await by(desk, "lobby").waitFor();
    await phone.goto(url);
    await by(phone, "way-back").waitFor();
    await picture(phone, "account-way-back");
  });

  it("makes a passkey, which is the same player in another browser", async () => {
    const desk = await player("Eve");
    const { client, authenticatorId } = await authenticator(desk);
    await by(desk, "passkey-add").click();
    await by(desk, "passkeys").waitFor();
    await clean(desk);
    await picture(desk, "account-passkey");
    const { credentials } = await client.send("WebAuthn.getCredentials", { authenticatorId });
    expect(credentials).toMatchObject([{ isResidentCredential: true, rpId: "localhost" }]);

    const other = await open("/account");
    await by(other, "passkey-sign-in").waitFor();
    const there = await authenticator(other);
    const [credential] = credentials;
    await there.client.send("WebAuthn.addCredential", { authenticatorId: there.authenticatorId, credential });
    await by(other, "passkey-sign-in").click();
    await by(other, "take").click();
    await by(other, "tag").waitFor();
    expect(await tagOf(other)).toBe(await tagOf(desk));

    await by(other, "sign-out").click();
    await other.getByText(/Only this device is signed in/).waitFor();
    // Of the server's isolates each hears of it within two seconds.
    await desk.waitForTimeout(2100);
    await desk.reload();
    await by(desk, "signed-out").waitFor();
    await clean(desk);
    await picture(desk, "account-signed-out");
  });

  it("deletes a player whose tag is typed, and the browser is new again", async () => {
    const page = await player("Zed");
    const tag = (await tagOf(page))?.replace("#", "") ?? "";
    await by(page, "delete").click();
    await clean(page);
    await by(page, "delete-tag").fill("nope");
    await by(page, "delete-sure").click();
    await page.getByText(`Type your tag, ${tag}, to delete this player.`).waitFor();
    await by(page, "delete-tag").fill(tag.toLowerCase());
    await by(page, "delete-sure").click();
    await by(page, "quick-play").waitFor();
    await page.goto(`${url}/account`);
    await page.getByText("You are new here").waitFor();
  });
});
