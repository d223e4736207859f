/**
 * `node scripts/cards.ts`: draws the pictures that chats show beside a link, public/cards/GAME.png, from the games' own
 * emblems. To be run again where an emblem, a title or a tagline changes.
 */
import { writeFileSync } from "node:fs";
import { cards } from "#client/view/games/index.ts";
import { launchBrowser } from "#test/support/browser.ts";

/** What chats ask for, in pixels. */
const SIZE = { width: 1200, height: 630 };

/** An emblem is a template without values: the text is all of it. */
const emblems = new Map(cards.map(({ name, emblem }) => [name, emblem.strings.join("")]));

const STYLE = `
  body { margin: 0; width: 1200px; height: 630px; display: grid; grid-template: 1fr auto / 1fr; background: #070b13;
    color: #e8eef8; font-family: system-ui, "Segoe UI", Roboto, sans-serif; overflow: hidden; }
  .art { display: flex; gap: 40px; align-items: center; justify-content: center; padding: 48px 60px 20px; }
  .art svg { width: 640px; height: 400px; border: 4px solid #f0a818; border-radius: 8px 40px 8px 40px; }
  .art.many svg { width: 500px; height: 312px; }
  .line { display: flex; align-items: baseline; gap: 32px; padding: 0 60px 44px; }
  .wordmark { font-size: 84px; font-weight: 900; font-style: italic; letter-spacing: 0.14em; text-shadow: 5px 5px 0 #b8790a; }
  .title { font-size: 60px; font-weight: 800; font-style: italic; color: #f0a818; }
  .text { margin-left: auto; font-size: 34px; color: #b9c6dc; }`;

function pageOf(games: readonly string[], title: string): string {
  const art = games.map((game) => `<svg viewBox="0 0 96 60">${emblems.get(game) ?? ""}</svg>`).join("");
  return `<!doctype html><style>${STYLE}</style>
    <div class="art ${games.length > 1 ? "many" : ""}">${art}</div>
    <div class="line"><span class="wordmark">SCRIM</span><span class="title">${title}</span><span class="text">Open the link, and play.</span></div>`;
}

const pictures: Readonly<Record<string, string>> = {
  scrim: pageOf([...emblems.keys()].slice(0, 2), ""),
  ...Object.fromEntries(cards.map(({ name, title }) => [name, pageOf([name], title)])),
};

const browser = await launchBrowser();
try {
  const page = await browser.newPage({ viewport: SIZE });
  for (const [name, html] of Object.entries(pictures)) {
    await page.setContent(html);
    const picture = await page.screenshot();
    writeFileSync(`public/cards/${name}.png`, picture);
    console.log(`public/cards/${name}.png: ${(picture.length / 1000).toFixed(0)} KB`);
  }
} finally {
  await browser.close();
}
