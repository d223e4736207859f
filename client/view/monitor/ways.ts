/** The operator's pages by address: each loads when it is asked for. */
import type { Page } from "../shell.ts";
import type { OperatorShell } from "./operator-shell.ts";

export const MONITOR = "/monitor";
/** @param id the match's object */
export const matchPath = (id: string): string => `${MONITOR}/matches/${id}`;
/** @param id the match's object */
export const operatorWatchPath = (id: string): string => `${MONITOR}/watch/${id}`;
export const REPORTS = `${MONITOR}/reports`;

/** @returns what makes the page; undefined where the address leads nowhere */
type Load = (shell: OperatorShell) => Promise<() => Page>;

const ID = "([0-9a-f]{64})";

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
      const { MonitorWatchPage } = await import("./watch-page.ts");
      return () => new MonitorWatchPage(shell, id);
    },
  ],
  [
    new RegExp(`^${REPORTS}/?$`),
    () => async (shell) => {
      const { MonitorReportsPage } = await import("./reports/page.ts");
      return () => new MonitorReportsPage(shell, location.search);
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
