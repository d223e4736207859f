/** Loads what draws a match: the stage, the game's view, and for spectators what they look back with. */
import type { CodeFiles } from "#client/net/code-files.ts";
import { CODE_MS, limited } from "#client/net/time-limit.ts";
import type { Session } from "#client/session/types.ts";
import type { WorldBase } from "#shared/sim/index.ts";
import type { GameView } from "../games/game-view.ts";
import { cardOf } from "../games/index.ts";
import type { PageScope } from "../page-scope.ts";

export type StageCode = typeof import("../stage/stage.ts");
export type SpectatorTools = typeof import("./spectating.ts");

export interface Loaded {
  readonly stage: StageCode;
  readonly view: GameView;
  /** Undefined for players. */
  readonly tools: SpectatorTools | undefined;
}

export interface LoadOptions {
  readonly session: Session;
  readonly code: CodeFiles;
  readonly scope: PageScope;
  readonly spectates: boolean;
}

/** Milliseconds between two looks for the first world. */
const POLL_MS = 30;

/** Loads all at the same time, while the connection comes about. */
export async function loadMatch({ session, code, scope, spectates }: LoadOptions): Promise<Loaded> {
  const [stage, view, tools] = await scope.ask(() =>
    Promise.all([loadStage(code), loadView(session, code, scope), spectates ? loadTools() : undefined]),
  );
  return { stage, view, tools };
}

const loadStage = (code: CodeFiles): Promise<StageCode> => code.load("stage", () => import("../stage/stage.ts"));

const loadTools = (): Promise<SpectatorTools> => limited(CODE_MS, () => import("./spectating.ts"));

/** Loads what draws the game of the first world. */
async function loadView(session: Session, code: CodeFiles, scope: PageScope): Promise<GameView> {
  const { name } = (await firstWorld(session, scope)).layout.game;
  const card = cardOf(name);
  if (card === undefined) throw new RangeError(`this page can't draw ${name}`);
  return code.load(name, () => card.view());
}

async function firstWorld(session: Session, scope: PageScope): Promise<WorldBase> {
  for (;;) {
    const drawn = session.frame(performance.now());
    if (drawn !== undefined) return drawn.world;
    await scope.wait(POLL_MS);
  }
}
