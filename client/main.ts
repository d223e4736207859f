/** Where the page begins: puts the app together. */
import { BrowserIdentity } from "./identity.ts";
import { Api } from "./net/api.ts";
import { CodeFiles, readCodeList } from "./net/code-files.ts";
import { codeFor, hasReplay } from "./session/recording/replay-request.ts";
import { SettingsStore } from "./settings.ts";
import { startApp } from "./view/app.ts";
import { chosenGame } from "./view/games/index.ts";

const root = document.querySelector<HTMLElement>("#app");
if (root === null) throw new Error("the page has no #app");
root.textContent = "";
const settings = new SettingsStore();

startApp({
  root,
  api: new Api({
    fetch: (url, init) => fetch(url, init),
    base: "",
    identity: new BrowserIdentity(),
    get game() {
      return chosenGame(settings.value).name;
    },
  }),
  settings,
  code: new CodeFiles((url) => fetch(url), readCodeList(document.querySelector("#code-files")?.textContent ?? "")),
  replays: {
    // The code that reads them is loaded with the first: a player needs none of it.
    open: async (id, from, signal) =>
      (await codeFor(import("./session/recording/replay-files.ts"))).openReplay(
        (url, init) => fetch(url, init),
        id,
        from,
        signal,
      ),
    trace: async (id, signal) =>
      (await codeFor(import("./session/recording/trace-files.ts"))).openTrace(
        (url, init) => fetch(url, init),
        id,
        signal,
      ),
    has: (id, signal) => hasReplay((url, init) => fetch(url, init), id, signal),
  },
  sessions: async () => {
    const { openSession } = await import("./session/open.ts");
    const here = { origin: location.origin.replace(/^http/, "ws"), now: () => performance.now() };
    return (options) => openSession({ ...options, ...here });
  },
});
