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

/** The rules of all games, which the start page does not need. */
const rules = () => import("./view/games/rules.ts");

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
    // What reads them is loaded with the first: who plays needs none of it.
    open: async (id, from, signal) => {
      const files = codeFor(Promise.all([import("./session/recording/replay-files.ts"), rules()]));
      const [{ openReplay }, { games }] = await files;
      return openReplay((url, init) => fetch(url, init), games, id, from, signal);
    },
    trace: async (id, signal) => {
      const files = codeFor(Promise.all([import("./session/recording/trace-files.ts"), rules()]));
      const [{ openTrace }, { games }] = await files;
      return openTrace((url, init) => fetch(url, init), games, id, signal);
    },
    has: (id, signal) => hasReplay((url, init) => fetch(url, init), id, signal),
  },
  sessions: async () => {
    const [{ openSession }, { games }] = await Promise.all([import("./session/open.ts"), rules()]);
    const here = { games, origin: location.origin.replace(/^http/, "ws"), now: () => performance.now() };
    return (options) => openSession({ ...options, ...here });
  },
});
