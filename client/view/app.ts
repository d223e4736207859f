/** The app: one page at a time, by the URL, drawn again when it asks for it. */
import { html, render } from "lit-html";
import type { Api } from "#client/net/api.ts";
import type { SettingsStore } from "#client/settings.ts";
import type { Admission } from "#shared/protocol/index.ts";
import { LazyPage } from "./pages/lazy.ts";
import { MatchPage } from "./pages/match.ts";
import { NoticePage } from "./pages/notice.ts";
import { StartPage } from "./pages/start.ts";
import { SettingsDialog } from "./parts/settings-dialog.ts";
import { joinPath, momentOf, parsePath, watchPath } from "./router.ts";
import type { OpenSession, Page, Replays, Shell } from "./shell.ts";

export interface AppOptions {
  readonly root: HTMLElement;
  readonly api: Api;
  readonly settings: SettingsStore;
  readonly open: OpenSession;
  readonly replays: Replays;
}

export function startApp({ root, api, settings, open, replays }: AppOptions): void {
  let page: Page | undefined;
  let asked = false;
  const dialog = new SettingsDialog(settings, () => shell.redraw());

  const draw = () => {
    asked = false;
    if (page === undefined) return;
    if (document.title !== page.title) document.title = page.title;
    render(html`${page.view()}${dialog.view()}`, root);
    dialog.shown();
  };

  const show = (admission?: Admission) => {
    page?.leave();
    page = pageFor(admission);
    draw();
  };

  const shell: Shell = {
    api,
    settings,
    open,
    replays,
    redraw() {
      if (asked) return;
      asked = true;
      // Not an animation frame: those stop in a hidden tab, where a status must still be read aloud.
      queueMicrotask(draw);
    },
    go(path) {
      history.pushState(null, "", path);
      show();
    },
    rename: (path) => history.replaceState(null, "", path),
    enter(admission) {
      history.pushState(null, "", (admission.role === "player" ? joinPath : watchPath)(admission.code));
      show(admission);
    },
    openSettings: () => dialog.open(),
  };

  function pageFor(admission?: Admission): Page {
    const route = parsePath(location.pathname);
    switch (route.page) {
      case "start":
        return new StartPage(shell, new URLSearchParams(location.search).get("game") ?? undefined);
      case "match":
        return new MatchPage(shell, { code: route.code, role: route.role, ...(admission && { admission }) });
      case "replay":
        return new LazyPage(shell, async () => {
          const { ReplayPage } = await import("./pages/replay.ts");
          return new ReplayPage(shell, { id: route.id, from: momentOf(location.search) });
        });
      case "flight":
        return new LazyPage(shell, async () => new (await import("./pages/flight.ts")).FlightPage(shell, route.id));
      case "unknown":
        return new NoticePage(shell, {
          title: "Nothing here",
          text: "This address leads nowhere. A match link ends with ten letters and digits, such as /m/4G7K2M9QXZ.",
        });
    }
  }

  addEventListener("popstate", () => show());
  // No leaving at `pagehide`: a reload comes back into the same seat, and the server frees that of whoever stays away.
  show();
}
