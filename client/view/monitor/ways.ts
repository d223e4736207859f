/** The operator's pages by address: each loads when it is asked for. */
import { momentOf } from "../router.ts";
import type { Page } from "../shell.ts";
import type { OperatorShell } from "./operator-shell.ts";
import { MONITOR, PLAYGROUND, REPORTS } from "./paths.ts";

/** @returns what makes the page; undefined where the address leads nowhere */
type Load = (shell: OperatorShell) => Promise<() => Page>;

const ID = "([0-9a-f]{64})";
/** A report's. */
const REPORT = "([0-9a-f-]{36})";

const WAYS: readonly (readonly [path: RegExp, load: (id: string) => Load])[] = [
  [
    new RegExp(`^${MONITOR}/?$`),
    () => async (shell) => {
      const { ListsPage } = await import("./lists/page.ts");
      return () => new ListsPage(shell, location.search);
    },
  ],
  [
    new RegExp(`^${MONITOR}/matches/${ID}/?$`),
    (id) => async (shell) => {
      const { MonitorMatchPage } = await import("./match/page.ts");
      return () => new MonitorMatchPage(shell, id);
    },
  ],
  [
    new RegExp(`^${MONITOR}/watch/${ID}/?$`),
    (id) => async (shell) => {
      const [{ MonitorWatchPage }, { sessionsOf }] = await Promise.all([
        import("./watch-page.ts"),
        import("#client/open/session.ts"),
      ]);
      return () => new MonitorWatchPage(shell, { id, sessionsOf });
    },
  ],
  [
    new RegExp(`^${REPORTS}/?$`),
    () => async (shell) => {
      const { MonitorReportsPage } = await import("./reports/page.ts");
      return () => new MonitorReportsPage(shell, location.search);
    },
  ],
  [
    new RegExp(`^${REPORTS}/${REPORT}/replay/?$`),
    (id) => async (shell) => {
      const { reportReplayPage } = await import("./reports/files.ts");
      return () => reportReplayPage(shell, id, momentOf(location.search));
    },
  ],
  [
    new RegExp(`^${REPORTS}/${REPORT}/trace/?$`),
    (id) => async (shell) => {
      const { reportTracePage } = await import("./reports/files.ts");
      return () => reportTracePage(shell, id);
    },
  ],
  [
    new RegExp(`^${PLAYGROUND}/?$`),
    () => async (shell) => {
      const { PlaygroundPage } = await import("../playground/page.ts");
      return () => new PlaygroundPage(shell, location.search);
    },
  ],
];

/** What loads the page at this address; undefined where there is none. */
export function wayTo(path: string): Load | undefined {
  for (const [shape, load] of WAYS) {
    const found = shape.exec(path);
    if (found) return load(found[1] ?? "");
  }
  return undefined;
}
