/** Where the panel's tables come from: the server's match, or the page's own worlds, which is all there is of a replay. */
import type { DevState } from "#shared/dev/state.ts";
import type { TableLook } from "#shared/monitor/index.ts";
import { tablesOf } from "#shared/monitor/tables.ts";
import { sources } from "../probe.ts";
import { matchCode, stateOf } from "./server.ts";

/** "whole", or what a seat knows: the server's. "known", "predicted": the page's. "seats": what each seat knows, side by side. */
export type Choice = "whole" | "seats" | "known" | "predicted" | `seat ${number}`;

/** Some tables, and whose they are. */
export interface Pane {
  readonly title: string;
  readonly tables: readonly TableLook[];
}

export interface Looked {
  /** Undefined on a page that has no match at the server. */
  readonly state: DevState | undefined;
  readonly tick: number;
  readonly panes: readonly Pane[];
}

const seatOf = (choice: Choice): number => Number(choice.slice("seat ".length));

/** The seats that share a view, in words. */
const titleOf = (seats: readonly number[], own: number): string =>
  seats.map((seat) => (seat < 0 ? "spectators" : `seat ${seat}${seat === own ? " (you)" : ""}`)).join(", ");

/** The seats of each view: the last of `views` is a spectator's. */
function groups({ views, seats }: DevState): number[][] {
  const byView = new Map<number, number[]>();
  for (const [i, view] of views.entries()) byView.set(view, [...(byView.get(view) ?? []), i < seats ? i : -1]);
  return [...byView.values()];
}

function ofPage(choice: "known" | "predicted"): { readonly tick: number; readonly panes: readonly Pane[] } {
  const drawn = sources?.drawn();
  if (!drawn) return { tick: 0, panes: [] };
  const world = choice === "predicted" ? drawn.predicted : drawn.known;
  return { tick: world.tick, panes: [{ title: "", tables: tablesOf(world) }] };
}

export async function look(choice: Choice): Promise<Looked> {
  const code = matchCode();
  const isOwn = choice === "known" || choice === "predicted";
  if (code === undefined) return { state: undefined, ...ofPage(isOwn ? choice : "known") };
  if (isOwn || choice === "seats") {
    const state = await stateOf(code, "nothing");
    if (isOwn || !state) return { state, ...ofPage(isOwn ? choice : "known") };
    const own = sources?.session.seat ?? -1;
    const views = groups(state);
    const panes = await Promise.all(
      views.map(async (seats): Promise<Pane> => {
        const { tables = [] } = (await stateOf(code, seats[0])) ?? {};
        return { title: views.length === 1 ? "All seats and spectators know the same" : titleOf(seats, own), tables };
      }),
    );
    return { state, tick: state.tick, panes };
  }
  const state = await stateOf(code, choice === "whole" ? "whole" : seatOf(choice));
  return { state, tick: state?.tick ?? 0, panes: [{ title: "", tables: state?.tables ?? [] }] };
}
