/**
 * How a game is seen: `defineView(game, { canvas(picture) { … } })`. All but the one function that draws has a default, by what
 * the game declares. docs/decisions/views.md
 */

import type { TemplateResult } from "lit-html";
import type { Drawn, GameEvent } from "#client/session/types.ts";
import type { AnyGame, Cells, Layout, Table, WorldBase, WorldOf } from "#shared/sim/index.ts";
import type { Controls } from "../input/controls.ts";
import type { SoundBank } from "../sound/bank.ts";
import { Clock, clockSounds } from "./common/clock.ts";
import { columnsGaze, columnsHints, columnsInput, columnsTouch } from "./common/columns-input.ts";
import * as course from "./common/course.ts";
import { seatMark } from "./common/seat-marks.ts";
import { bodyOf, elementOf, placeOf } from "./common/whereabouts.ts";
import { drawsOf } from "./draws.ts";
import type {
  Board,
  CanvasPicture,
  CommandButton,
  Commands,
  GameScene,
  GameView,
  HtmlPicture,
  Hud,
  Lobby,
  Mark,
  NameOf,
  News,
  Picture,
  Point,
  Sight,
  Stage,
} from "./game-view.ts";

/** The arguments of a command of these, as numbers. */
type Args<M, N extends keyof M> = { readonly [A in keyof M[N]]: number };

/** `Commands`, typed by those that a game declares. */
interface OwnCommands<M> {
  /** The player gives a command. Where it is refused, `refused` says so for a while. */
  command<N extends keyof M & string>(name: N, args: Args<M, N>): void;
  /** Why the player can't give this command now, in words for the player; undefined where they can. */
  refusal<N extends keyof M & string>(name: N, args: Args<M, N>): string | undefined;
  /** Why the server did not take the last command of this name, for some seconds after that; undefined else. */
  refused(name: keyof M & string): string | undefined;
  /** Whether the server has yet to answer the last command of this name. */
  awaits(name: keyof M & string): boolean;
}

/** What a view of a game draws by: `Picture`, typed by the game. */
interface OwnParts<W extends WorldBase, D, M> extends OwnCommands<M> {
  readonly drawn: Drawn<W>;
  /** The world that is shown: `drawn.world`. */
  readonly world: W;
  /** Where rows are drawn, between two ticks and with a fraction: `tables.players.x[seat]`. */
  readonly tables: D;
  /** The colour and the sign of a seat. */
  mark(seat: number): Mark;
}

type Untyped = keyof Commands | "drawn" | "world";

type OwnCanvas<W extends WorldBase, D, M> = Omit<CanvasPicture, Untyped> &
  OwnParts<W, D, M> & {
    /** Where the body of this seat is drawn, in pixels of the world; undefined while it has none. */
    place(seat: number): Point | undefined;
  };

type OwnHtml<W extends WorldBase, D, M> = Omit<HtmlPicture, Untyped | "button"> &
  OwnParts<W, D, M> & {
    /** As `HtmlPicture.button`. */
    button<N extends keyof M & string>(name: N, args: Args<M, N>, button: CommandButton): TemplateResult;
  };

/** All that a view can say beside how it draws. Where a part is left out, its default holds. */
interface Parts<W extends WorldBase> extends Partial<Pick<GameView, "touch" | "hints" | "talk">> {
  /** The CSS colour where nothing is drawn; a dark blue if left out. */
  readonly background?: string;
  /** "whole" if left out. */
  readonly sight?: Sight;
  /** The size of the world in its pixels; 1280 by 720 if left out. */
  readonly bounds?: Size | ((world: W) => Size);
  /** How many units of its columns x and y are a pixel of the world; 1 if left out. */
  readonly unit?: number;
  /** The table whose rows are the bodies of the seats; "players" if left out. */
  readonly bodies?: string;
  /** What the game's buttons do, in the order of their bits: "Dash". */
  readonly buttons?: readonly string[];
  /** Those of the round's clock are there by themselves. */
  readonly sounds?: SoundBank;
  /** The colour and the sign of a seat. */
  mark?(seat: number): Mark;
  place?(drawn: Drawn<W>, seat: number): Point | undefined;
  body?(world: W, seat: number): Point | undefined;
  gaze?(world: W, seat: number): number;
  rivals?(drawn: Drawn<W>, seat: number): readonly Point[];
  interest?(world: W, seat: number): number | undefined;
  input?(controls: Controls, world: W, seat: number): Readonly<Record<string, number>>;
  lobby?(world: W): Lobby | undefined;
  board?(world: W, nameOf: NameOf): Board;
  /** What is named replaces that part of the usual HUD. */
  hud?(drawn: Drawn<W>, eye: number, nameOf: NameOf): Partial<Hud>;
  beacons?(drawn: Drawn<W>, eye: number): ReturnType<NonNullable<GameView["beacons"]>>;
  callouts?(
    events: readonly GameEvent[],
    drawn: Drawn<W>,
    eye: number,
    nameOf: NameOf,
  ): ReturnType<NonNullable<GameView["callouts"]>>;
  lookback?(drawn: Drawn<W>, seat: number): ReturnType<NonNullable<GameView["lookback"]>>;
  news?(events: readonly GameEvent[], world: W): readonly News[];
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The one function that draws. */
type Way<W extends WorldBase, D, M> =
  | { scene(stage: Stage, world: W): GameScene; readonly canvas?: never; readonly html?: never }
  | { canvas(picture: OwnCanvas<W, D, M>): void; readonly scene?: never; readonly html?: never }
  | { html(picture: OwnHtml<W, D, M>): TemplateResult; readonly scene?: never; readonly canvas?: never };

/** Of each table whose rows come and go, its columns as they are drawn. */
type DrawnTables<T> = {
  readonly [K in keyof T as T[K] extends Table<infer _, "rows"> ? K : never]: T[K] extends { readonly columns: infer C }
    ? { readonly [N in keyof C]: Cells }
    : never;
};

type CommandsOf<G> = G extends { readonly commands?: infer M } ? NonNullable<M> : Readonly<Record<never, never>>;

type WorldIn<G> = Extract<WorldOf<G>, WorldBase>;

/** What `defineView` takes for a game of type `G`. */
export type ViewOf<G extends AnyGame> = Parts<WorldIn<G>> &
  Way<WorldIn<G>, DrawnTables<ReturnType<G["tables"]>>, CommandsOf<G>>;

/** What the `canvas` of a view of this game is given, for functions of its own: `CanvasPictureOf<typeof tag>`. */
export type CanvasPictureOf<G extends AnyGame> = OwnCanvas<
  WorldIn<G>,
  DrawnTables<ReturnType<G["tables"]>>,
  CommandsOf<G>
>;

/** What the `html` of a view of this game is given. */
export type HtmlPictureOf<G extends AnyGame> = OwnHtml<WorldIn<G>, DrawnTables<ReturnType<G["tables"]>>, CommandsOf<G>>;

/** The same of any game: as the runtime, which gives a view no other worlds than its game's, calls it. */
interface AnyView extends Parts<WorldBase> {
  scene?(stage: Stage, world: WorldBase): GameScene;
  canvas?(picture: CanvasPicture & Pick<OwnCanvas<WorldBase, unknown, unknown>, "tables" | "mark" | "place">): void;
  html?(picture: HtmlPicture & Pick<OwnParts<WorldBase, unknown, unknown>, "tables" | "mark">): TemplateResult;
}

const BOUNDS: Size = { width: 1280, height: 720 };
const BACKGROUND = "#0c1628";

/**
 * Makes the view of a game.
 * @param game as its rules declare it: worlds, tables, commands and columns have their types from there
 * @throws {TypeError} it draws in no way, or in two
 */
export function defineView<G extends AnyGame>(game: G, view: ViewOf<G>): GameView {
  // The page gives a view the worlds of its own game alone: loading.ts holds the names against each other.
  return whole(game, view as unknown as AnyView);
}

/** With all that the view leaves out. */
function whole(game: AnyGame, view: AnyView): GameView {
  const { unit = 1, bodies: table = "players", bounds = BOUNDS, buttons = [], mark = seatMark, hud } = view;
  const draws = drawsOf(view);
  const { input } = game;
  const bodies = { table, unit };
  const valueIn = (world: WorldBase, seat: number) => (column: string) => {
    const { seatTable } = world;
    return seatTable.cells[seatTable.placed.index.get(column) ?? -1]?.[seat] ?? 0;
  };
  const place = (drawn: Drawn, seat: number) => (draws === "html" ? elementOf(seat) : placeOf(drawn, bodies, seat));
  return {
    game: game.name,
    background: BACKGROUND,
    sight: "whole",
    place,
    // What stands on a page is nowhere by the rules.
    ...(draws !== "html" && { body: (world: WorldBase, seat: number) => bodyOf(world, bodies, seat) }),
    gaze: (world, seat) => columnsGaze(input, valueIn(world, seat)),
    input: columnsInput(input),
    touch: columnsTouch(input, buttons),
    hints: columnsHints(input, buttons),
    lobby: (world) => course.lobby(world, mark),
    board: (world, nameOf) => course.board(world, nameOf, mark),
    news: () => [],
    ...view,
    hud: (drawn, eye, nameOf) => ({ ...course.hud(drawn, eye, mark), ...hud?.(drawn, eye, nameOf) }),
    sounds: { ...clockSounds, ...view.sounds },
    bounds: (world) => (typeof bounds === "function" ? bounds(world) : bounds),
    ...drawing(view, mark, view.place ?? place),
  };
}

/** The function that draws, with what the picture has more for the view; the clock of the round is heard along with it. */
function drawing(
  { canvas, html }: AnyView,
  mark: (seat: number) => Mark,
  place: (drawn: Drawn, seat: number) => Point | undefined,
): Pick<GameView, "canvas" | "html"> {
  const own = withClock();
  const more = (picture: Picture) => {
    own(picture);
    const { drawn } = picture;
    return { tables: drawn.tables, mark, place: (seat: number) => place(drawn, seat) };
  };
  if (canvas) return { canvas: (picture) => canvas({ ...picture, ...more(picture) }) };
  if (html) return { html: (picture) => html({ ...picture, ...more(picture) }) };
  return {};
}

/** Answers what plays the sounds of a round's clock, picture by picture. */
function withClock(): (picture: Picture) => void {
  let [clock, layout]: [Clock?, Layout?] = [];
  return ({ drawn, sounds }) => {
    // The same view draws the next match too.
    if (clock === undefined || layout !== drawn.world.layout) clock = new Clock({ play: (name) => sounds.play(name) });
    layout = drawn.world.layout;
    if (drawn.jumped) clock.forget();
    clock.tell(course.reading(drawn.world));
  };
}
