import { nothing } from "lit-html";
import { expect, it } from "vitest";
import type { Drawn, Session } from "#client/session/types.ts";
import type { GameView } from "#client/view/games/game-view.ts";
import { boardView } from "#client/view/match/board.ts";
import { Callouts } from "#client/view/match/callouts.ts";
import { EventFeed } from "#client/view/match/event-feed.ts";
import type { ExtraCode } from "#client/view/match/extras.ts";
import { Eye } from "#client/view/match/eye.ts";
import { Hosting } from "#client/view/match/hosting.ts";
import { Overlay } from "#client/view/match/overlay.ts";
import { resultsView } from "#client/view/match/results.ts";
import { PageScope } from "#client/view/page-scope.ts";
import { Mishaps } from "#client/view/stage/mishaps.ts";
import { type AnyGame, emptyWorld, plan, type WorldBase } from "#shared/sim/index.ts";
import { textOf } from "#test/support/template.ts";
import { toy } from "#test/support/toy.ts";

const worldOf = (status: "live" | "ended") =>
  emptyWorld(plan({ ...(toy as AnyGame), status: () => status }, { seats: 2 }));
const [live, ended] = [worldOf("live"), worldOf("ended")];

/** What a player reads over a drawn world, when the newest of the server is `known`. */
function read({ world, known, isOver }: Pick<Drawn, "world" | "known"> & { readonly isOver: boolean }): string {
  const session = { seat: 0, seats: [], spectators: 0 } as unknown as Session;
  const view = {
    ...{ sight: "whole", touch: [], body: undefined, html: () => nothing },
    hud: () => ({ seconds: 0, note: "", scores: [], gauges: [], banner: undefined }),
    lobby: () => ({ people: [], text: "The lobby" }),
    board: (of: WorldBase) => ({ columns: [of === known ? "Known" : "Foreseen"], rows: [], teams: [] }),
  } as unknown as GameView;
  const redraw = () => {};
  const log = (_: string, error: unknown) => {
    throw error;
  };
  const overlay = new Overlay({
    ...{ session, view, eye: new Eye(), nameOf: () => "Ada", redraw },
    mishaps: new Mishaps({ now: () => 0, log, changed: redraw }),
    feed: new EventFeed(),
    callouts: new Callouts(),
    extras: { code: { boardView, resultsView } as unknown as ExtraCode },
    lookbacks: () => undefined,
    hosting: new Hosting({ session, scope: new PageScope(), redraw }),
    share: { view: () => nothing },
    net: undefined,
    spectating: undefined,
    roundEnd: { isOver },
    replay: () => undefined,
    click: redraw,
    hold: redraw,
    again: redraw,
    leave: redraw,
  } as unknown as ConstructorParameters<typeof Overlay>[0]);
  return textOf(
    overlay.render({ tick: 1, ownTick: 1, world, known, predicted: world, tables: {}, events: [], revoked: [] }),
  );
}

it("shows no results of an end that is only foreseen", () => {
  expect(read({ world: ended, known: live, isOver: false })).not.toMatch(/Known|Foreseen/);
});

it("keeps the results that are known, and shows no lobby, while the next round is only foreseen", () => {
  const text = read({ world: live, known: ended, isOver: true });
  expect(text).toMatch(/Known/);
  expect(text).not.toMatch(/Foreseen|The lobby/);
});

it("shows the results of the drawn world once both agree", () => {
  expect(read({ world: ended, known: ended, isOver: true })).toMatch(/Known/);
  expect(read({ world: live, known: live, isOver: false })).toMatch(/The lobby/);
});
