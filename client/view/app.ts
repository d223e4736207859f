/** The app: one page at a time, by the URL, drawn again when it asks for it. */
import { html, render } from "lit-html";
import { logFault } from "#client/faults.ts";
import { LastMatch } from "#client/last-match.ts";
import type { Api } from "#client/net/api.ts";
import type { CodeFiles } from "#client/net/code-files.ts";
import { isKept } from "#client/net/kept.ts";
import type { Regions } from "#client/net/regions.ts";
import type { SettingsStore } from "#client/settings.ts";
import type { Admission } from "#shared/protocol/index.ts";
import { PageFaults } from "./page-faults.ts";
import { PageScope } from "./page-scope.ts";
import { partsFor } from "./pages/ahead.ts";
import { LazyPage } from "./pages/lazy.ts";
import { NoticePage } from "./pages/notice.ts";
import { StartPage } from "./pages/start.ts";
import { SettingsOpener } from "./parts/settings.ts";
import { PartyOpener } from "./party/opener.ts";
import { QueueOpener } from "./queue/opener.ts";
import { ACCOUNT_PATH, addressOf, inviterOf, joinPath, momentOf, parsePath, watchPath } from "./router.ts";
import type { Page, Replays, SessionsOf, Shell } from "./shell.ts";

/** An event of the window: the player of this browser has been signed out. */
export const SIGNED_OUT = "scrim-signed-out";

export interface AppOptions {
  readonly root: HTMLElement;
  readonly api: Api;
  readonly settings: SettingsStore;
  /** Which match was played last; by default the browser remembers it. */
  readonly lastMatch?: LastMatch;
  readonly regions: Regions;
  readonly code: CodeFiles;
  /** Loads what opens a session: the start page needs none of it. */
  readonly sessions: () => Promise<SessionsOf>;
  readonly replays: Replays;
}

export function startApp({
  root,
  api,
  settings,
  lastMatch = new LastMatch(),
  regions,
  code,
  sessions,
  replays,
}: AppOptions): void {
  let page: Page | undefined;
  let scope = new PageScope();
  /** Of the page that is shown. */
  let address = "";
  let asked = false;
  const faults = new PageFaults(document.body);

  const draw = () => {
    asked = false;
    faults.guard("draw", () => {
      if (page === undefined) return;
      party.desk?.drawn(queue.isOn);
      const title = queue.title ?? page.title;
      if (document.title !== title) document.title = title;
      render(html`${page.view()}${queue.view()}${dialog.view()}`, root);
      dialog.shown();
    });
  };

  const redraw = () => {
    if (asked) return;
    asked = true;
    // Not an animation frame: those stop in a hidden tab, where a status must still be read aloud.
    queueMicrotask(draw);
  };
  const dialog = new SettingsOpener({ settings, code, redraw });

  /** @param seated the match that was left by the browser's own buttons */
  const show = (admission?: Admission, seated?: string) => {
    scope.end();
    page?.leave();
    dialog.leave();
    scope = new PageScope();
    address = addressOf(location);
    page = pageFor(shellFor(scope), admission, seated);
    party.moved();
    draw();
  };

  const push = (path: string, admission?: Admission) => {
    history.pushState(null, "", path);
    show(admission);
  };
  const enter = (admission: Admission) => {
    // The stage of its game is needed soon.
    for (const part of partsFor(admission.game ?? "")) void code.get(part);
    push((admission.role === "player" ? joinPath : watchPath)(admission.code), admission);
  };
  const queue = new QueueOpener({
    ...{ api, settings, code, regions, redraw },
    enter(admission) {
      if (queue.hasFound) {
        party.desk?.found(admission);
        // A match in which the player has passed the time.
        page?.depart?.();
      }
      enter(admission);
    },
    takeParty: () => party.play("casual"),
    isLed: () => party.desk?.isLed === true,
    isPlaying: () => page?.seated !== undefined,
  });

  /** What a page is given. A page that has been left, and goes on all the same, reaches nothing any more. */
  function shellFor(scope: PageScope): Shell {
    return {
      scope: scope,
      api: (signal) => api.until(signal),
      settings,
      lastMatch,
      regions,
      replays,
      code,
      redraw: () => scope.over || redraw(),
      party,
      go: (path) => scope.over || push(path),
      swap(path) {
        if (scope.over) return;
        history.replaceState(null, "", path);
        show();
      },
      rename(path) {
        if (scope.over) return;
        history.replaceState(null, "", path);
        address = addressOf(location);
      },
      enter: (admission) => scope.over || enter(admission),
      queue,
      openSettings: (game) => scope.over || dialog.open(game),
    };
  }

  function pageFor(shell: Shell, admission?: Admission, seated?: string): Page {
    const route = parsePath(location.pathname);
    switch (route.page) {
      case "start":
        return new StartPage(shell, new URLSearchParams(location.search).get("game") ?? undefined, seated);
      case "match": {
        const { search } = location;
        return new LazyPage(shell, async () => {
          const [{ MatchPage }, sessionsOf] = await Promise.all([import("./pages/match.ts"), sessions()]);
          const { code: match, role } = route;
          return () =>
            new MatchPage(shell, {
              code: match,
              role,
              by: inviterOf(search),
              sessionsOf,
              ...(admission && { admission }),
            });
        });
      }
      case "replay": {
        const from = momentOf(location.search);
        return new LazyPage(shell, async () => {
          const { replayPage } = await import("./pages/replay.ts");
          return () => replayPage(shell, route.id, from);
        });
      }
      case "trace":
        return new LazyPage(shell, async () => {
          const { tracePage } = await import("./pages/trace.ts");
          return () => tracePage(shell, route.id);
        });
      case "party":
        return new LazyPage(shell, async () => {
          const [{ PartyPage }, desk] = await Promise.all([import("./party/page.ts"), party.load()]);
          return () => new PartyPage(shell, route.code, desk);
        });
      case "ladder": {
        const { search } = location;
        return new LazyPage(shell, async () => {
          const { LadderPage } = await import("./ladder/ladder-page.ts");
          return () => new LadderPage(shell, route, search);
        });
      }
      case "profile":
        return new LazyPage(shell, async () => {
          const { ProfilePage } = await import("./ladder/profile-page.ts");
          return () => new ProfilePage(shell, route.id);
        });
      case "account": {
        const { search } = location;
        return new LazyPage(shell, async () => {
          const { AccountPage } = await import("./account/page.ts");
          return () => new AccountPage(shell, { code: route.code, signedOut: search === "?signed-out" });
        });
      }
      case "operator":
        return new LazyPage(shell, async () => {
          const { OperatorPage } = await import("./monitor/page.ts");
          return () => new OperatorPage(shell);
        });
      case "unknown":
        return new NoticePage(shell, {
          title: "Nothing here",
          text: "This address leads nowhere. A match link ends with ten letters and digits, such as /m/4G7K2M9QXZ.",
        });
    }
  }

  const party = new PartyOpener({
    ...{ settings, code, regions, redraw, enter },
    api: (signal) => api.until(signal),
    page: () => page,
    go: (path) => push(path),
    search: (...of) => void queue.search(...of),
  });
  const calm = () => document.documentElement.toggleAttribute("data-calm", settings.value.calm);
  settings.watch(calm);
  // How much of it there is stands in the page.
  code.watch(redraw);
  calm();
  // The first gamepad that the page sees brings along what moves the focus with it.
  const padSeen = () => void import("./input/pad-menu.ts").then(({ PadMenu }) => new PadMenu(), padFailed);
  const padFailed = (error: unknown) => logFault("view_failed", { part: "pad" }, error);
  const followFailed = (error: unknown) => logFault("view_failed", { part: "settings" }, error);
  addEventListener("gamepadconnected", padSeen, { once: true });
  addEventListener("popstate", () => {
    // A part after a # names no page, and is no reason to leave.
    if (addressOf(location) === address) return;
    // It would cost the player something: they are asked first, on the page where they are.
    if (page?.holds?.()) history.pushState(null, "", address);
    else show(undefined, page?.seated);
  });
  // A match that is on is not torn away: the next page says it.
  addEventListener(SIGNED_OUT, () => {
    if (page?.seated === undefined && !address.startsWith(ACCOUNT_PATH)) push(`${ACCOUNT_PATH}?signed-out`);
  });
  if (isKept(api.identity.token()))
    void import("./account/following.ts").then(({ follow }) => follow(api, settings), followFailed);
  // No leaving at `pagehide`: a reload comes back into the same seat, and the server frees that of a player who stays away.
  show();
}
