/**
 * What the page of `npm run dev` has beside the game: notices of what is wrong, new rules as they are edited, and a panel that
 * shows the world (F2). client/main.ts loads it in development alone. docs/decisions/dev.md
 */
import "./dev.css";
import { faultWatchers } from "#client/faults.ts";
import { Notices } from "./notices.ts";
import { sourcePlace } from "./place.ts";
import { act, matchCode, stateOf } from "./server.ts";

/** From an answer to the next question how the match stands, in milliseconds. */
const ASK_MS = 500;
/** Exceptions that differ in a number alone are one. */
const alike = (text: string): string => text.replace(/\d+/g, "0");

const notices = new Notices(document.body, () => {
  const code = matchCode();
  if (code) void act(code, { act: "run" });
});

/** Told of by the server already, with where it stands. */
const OF_RULES = new Set(["prediction_failed", "rules_failed"]);

faultWatchers.add((event, { part }, error) => {
  if (OF_RULES.has(event)) return;
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const text = `${part === undefined ? "" : `${part}: `}${name}: ${message}`;
  void sourcePlace(stack).then((at) => notices.add({ key: `page ${alike(text)}`, kind: "page", text, at }));
});

/** What one has to say of a match that does not answer is said by the page itself. */
async function ask(): Promise<void> {
  const code = matchCode();
  const state = code === undefined ? undefined : await stateOf(code, "nothing").catch(() => undefined);
  notices.stopped(state?.stopped);
  const found = state?.findings ?? [];
  const keys = new Set(found.map(({ id }) => `found ${id}`));
  notices.drop(({ key }) => key.startsWith("found ") && !keys.has(key));
  for (const { id, kind, text, at } of found) notices.add({ key: `found ${id}`, kind, text, at });
}

/** One question at a time: a server that is slow to answer would else be asked ever more, and the page's own requests wait. */
function askOn(): void {
  void ask().finally(() => setTimeout(askOn, ASK_MS));
}

askOn();

if (import.meta.hot) {
  // The server has them: the page comes back into the same seat with the same.
  import.meta.hot.on("scrim:rules", () => location.reload());
  import.meta.hot.on("scrim:refused", ({ message, at }: { readonly message: string; readonly at: string }) =>
    notices.add({ key: "refused", kind: "refused", text: message, at }),
  );
}

let panel: { toggle(): void } | undefined;
addEventListener("keydown", (event) => {
  if (event.key !== "F2") return;
  event.preventDefault();
  if (panel) panel.toggle();
  else
    void import("./panel.ts").then(({ openPanel }) => {
      panel ??= openPanel(document.body);
    });
});
