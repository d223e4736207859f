/** Where the page begins: puts the app together. */
import { browserStorage } from "./browser-storage.ts";
import { BrowserIdentity } from "./identity.ts";
import { Api } from "./net/api.ts";
import { CodeFiles, readCodeList } from "./net/code-files.ts";
import { isMeasured, Regions } from "./net/regions.ts";
import { codeFor, hasReplay } from "./session/recording/replay-request.ts";
import { SettingsStore } from "./settings.ts";
import { SIGNED_OUT, startApp } from "./view/app.ts";
import { chosenGame } from "./view/games/index.ts";

// Of `npm run dev`: a built page has none of it.
if (import.meta.env.DEV) void import("./view/dev/start.ts");

const root = document.querySelector<HTMLElement>("#app");
if (root === null) throw new Error("the page has no #app");
root.textContent = "";
const settings = new SettingsStore();
/** What is made up is kept for as long as this page lives. */
const noStorage = (): Storage => {
  throw new Error("regions that are made up are not kept");
};
const emulated = new URLSearchParams(location.search).get("regions") ?? undefined;
const regions = new Regions({
  kept: browserStorage({
    key: "scrim.regions",
    isGood: isMeasured,
    ...(emulated !== undefined && { storage: noStorage }),
  }),
  chosen: () => settings.value.region,
  now: () => Date.now(),
  emulated,
});

startApp({
  root,
  api: new Api({
    fetch: (url, init) => fetch(url, init),
    base: "",
    identity: new BrowserIdentity(),
    get game() {
      return chosenGame(settings.value).name;
    },
    signedOut: () => void dispatchEvent(new Event(SIGNED_OUT)),
    get wish() {
      return regions.wish;
    },
  }),
  regions,
  settings,
  code: new CodeFiles((url) => fetch(url), readCodeList(document.querySelector("#code-files")?.textContent ?? "")),
  replays: {
    // A player needs none of the code for recordings: it is loaded with the first of them.
    open: async (...of) => (await codeFor(import("./open/replay.ts"))).open(...of),
    trace: async (...of) => (await codeFor(import("./open/trace.ts"))).open(...of),
    has: (id, signal) => hasReplay((url, init) => fetch(url, init), id, signal),
  },
  sessions: async () => (await import("./open/session.ts")).sessionsOf,
});
