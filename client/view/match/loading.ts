/** Loads what draws a match: the game's view, the stage that it needs, and for spectators what they look back with. */
import type { CodeFiles } from "#client/net/code-files.ts";
import { CODE_MS, limited } from "#client/net/time-limit.ts";
import type { Session } from "#client/session/types.ts";
import type { WorldBase } from "#shared/sim/index.ts";
import { type Draws, drawsOf, STAGE_PARTS } from "../games/draws.ts";
import type { GameView } from "../games/game-view.ts";
import { cardOf } from "../games/index.ts";
import type { PageScope } from "../page-scope.ts";
import type { MatchStage, StageOptions } from "../stage/match-stage.ts";

/** Opens the stage on which this game is drawn. */
export type OpenStage = (options: StageOptions) => MatchStage;
export type SpectatorTools = typeof import("./spectating.ts");

export interface Loaded {
  readonly openStage: OpenStage;
  readonly view: GameView;
  /** Undefined for players. */
  readonly tools: SpectatorTools | undefined;
}

export interface LoadOptions {
  readonly session: Session;
  readonly code: CodeFiles;
  readonly scope: PageScope;
  /** The game, where it is known before the first world has come. */
  readonly game: string | undefined;
  readonly spectates: boolean;
}

/** Milliseconds between two looks for the first world. */
const POLL_MS = 30;

/** Loads all at the same time, while the connection comes about. */
export async function loadMatch({ session, code, scope, game, spectates }: LoadOptions): Promise<Loaded> {
  fetchStage(code, game);
  const [[openStage, view], tools] = await scope.ask(() =>
    Promise.all([loadGame(session, code, scope), spectates ? loadTools() : undefined]),
  );
  return { openStage, view, tools };
}

/** What draws this game is on its way as soon as its card says what that is. */
export function fetchStage(code: CodeFiles, game: string | undefined): void {
  const draws = game === undefined ? undefined : cardOf(game)?.draws;
  if (draws !== undefined) void code.get(STAGE_PARTS[draws]);
}

/** Each stage is a part of the code for itself: a game that needs no Phaser loads none. */
const STAGES: Readonly<Record<Draws, () => Promise<{ readonly openStage: OpenStage }>>> = {
  scene: () => import("../stage/stage.ts"),
  canvas: () => import("../stage/canvas-stage.ts"),
  html: () => import("../stage/html-stage.ts"),
};

const loadTools = (): Promise<SpectatorTools> => limited(CODE_MS, () => import("./spectating.ts"));

/** Loads what draws the game of the first world, and its stage. */
async function loadGame(session: Session, code: CodeFiles, scope: PageScope): Promise<readonly [OpenStage, GameView]> {
  const { name } = (await firstWorld(session, scope)).layout.game;
  const card = cardOf(name);
  if (card === undefined) throw new RangeError(`this page can't draw ${name}`);
  fetchStage(code, name);
  const view = await code.load(name, () => card.view());
  if (view.game !== undefined && view.game !== name)
    throw new RangeError(`the card of ${name} loads the view of ${view.game}`);
  const draws = drawsOf(view);
  const { openStage } = await code.load(STAGE_PARTS[draws], STAGES[draws]);
  return [openStage, view];
}

async function firstWorld(session: Session, scope: PageScope): Promise<WorldBase> {
  for (;;) {
    const drawn = session.frame(performance.now());
    if (drawn !== undefined) return drawn.world;
    await scope.wait(POLL_MS);
  }
}
