/**
 * What a game brings to be seen and played: one folder beside this file. The runtime does the rest:
 * pages, lobby, HUD frame, camera, devices, sound. All of it reads worlds and writes none.
 */
import type { TemplateResult } from "lit-html";
import type { Scene } from "phaser";
import type { Drawn, GameEvent } from "#client/session/types.ts";
import type { AnyGame, WorldBase } from "#shared/sim/index.ts";
import type { Action, Controls } from "../input/controls.ts";
import type { SoundBank } from "../sound/bank.ts";
import type { SoundPlayer } from "../sound/sounds.ts";
import type { Draws } from "./draws.ts";

/** What tells players and teams apart: a colour, and a sign that says the same without it. */
export interface Mark {
  /** A CSS colour. */
  readonly colour: string;
  /** One to three characters. */
  readonly sign: string;
  readonly shape: "round" | "hexagon" | "square";
}

export interface Person {
  readonly seat: number;
  readonly mark: Mark;
  readonly ready: boolean;
  /** "Team Amber"; undefined where there are none. */
  readonly team: string | undefined;
}

export interface Lobby {
  readonly people: readonly Person[];
  /** "Starts in 4 s", "Starts when all are ready". */
  readonly text: string;
  /** The one player who is not ready, and in how many seconds it begins without waiting for this player any longer. */
  readonly last?: { readonly seat: number; readonly seconds: number } | undefined;
}

export interface BoardRow {
  readonly seat: number;
  readonly rank: number;
  readonly mark: Mark;
  /** By `Board.columns`. */
  readonly cells: readonly number[];
  readonly votes: boolean;
}

export interface BoardTeam {
  readonly title: string;
  readonly mark: Mark;
  readonly score: number;
  readonly seats: ReadonlySet<number>;
}

export interface Board {
  readonly columns: readonly string[];
  /** The best first. */
  readonly rows: readonly BoardRow[];
  /** Empty where there are none. */
  readonly teams: readonly BoardTeam[];
  /** Once it is over; no seats = a draw. */
  readonly verdict: { readonly text: string; readonly seats: ReadonlySet<number> } | undefined;
}

export interface Gauge {
  readonly id: string;
  readonly label: string;
  /** A sign beside the label: the path of an SVG, 24 units wide and high. */
  readonly icon?: string;
  /** 0 to 1. */
  readonly share: number;
  readonly text: string;
  readonly tone: "good" | "warn" | "bad" | "plain";
  /** How wide it is beside the others. */
  readonly size: "small" | "medium" | "large";
  /** In how many parts the bar is cut; 0 = it is one. */
  readonly parts: number;
}

export interface Banner {
  readonly title: string;
  readonly text: string;
  /** Counts down in large digits. */
  readonly large: boolean;
  /** What it means for the player; undefined = neither. */
  readonly tone?: Tone;
  /** More of it, a few words each: "Rail", "43 health left". */
  readonly facts?: readonly string[];
  /** Radians: where it came from, to which an arrow points. */
  readonly towards?: number;
}

export type Tone = "good" | "bad";

/** What the player is told of in a clear line for a moment: "You fragged Ada", with the weapon. */
export interface Callout {
  readonly title: string;
  /** Smaller, beside it; may be empty. */
  readonly text: string;
  readonly tone: Tone;
}

/** What matters to a player wherever it is: where it is out of sight, a marker at the picture's edge points to it. */
export interface Beacon extends Point {
  readonly mark: Mark;
  /** It has a frame of its own, so that the kinds are told apart without their colours. */
  readonly kind: "friend" | "leader" | "thing";
}

/** What a player who is out is shown again while they wait: how it came to that, through the eyes of another seat. */
export interface Lookback {
  readonly eye: number;
  /** The tick in which it happened. */
  readonly tick: number;
  /** The tick in which the player is back. */
  readonly until: number;
}

export interface Hud {
  /** Seconds left, or undefined where no clock runs. */
  readonly seconds: number | undefined;
  /** "Overtime", "Warm-up"; beside the clock. */
  readonly note: string;
  readonly scores: readonly {
    readonly label: string;
    readonly value: string;
    readonly mark: Mark;
    readonly own: boolean;
  }[];
  readonly gauges: readonly Gauge[];
  readonly banner: Banner | undefined;
}

/** A line of the feed: "A did this to B". A seat of -1 is no player. */
export interface News {
  readonly by: number;
  readonly what: string;
  readonly to: number;
}

/** Names by seat, as the roster has them. */
export type NameOf = (seat: number) => string;

export interface Point {
  /** In pixels of the game's own world. */
  readonly x: number;
  readonly y: number;
}

/**
 * What the camera looks at: `follow` = a part of the world, around a body and a little to where it looks;
 * `whole` = always the whole world, as large as it fits.
 */
export type Sight = "follow" | "whole";

/** What the runtime's stage offers to a game's scene. */
export interface Stage {
  readonly scene: Scene;
  /** Device pixels for one pixel of the world, at which art should be made. */
  readonly sharpness: number;
  /** CSS pixels for one pixel of the world. It may change at any time. */
  readonly zoom: number;
  readonly nameOf: NameOf;
  readonly sounds: SoundPlayer;
  /** Less motion, fewer particles and flashes are wanted. It may change at any time. */
  calm(): boolean;
  /** 0 to 1. */
  shake(strength: number): void;
  /** Where the ears are: sounds fade with the distance from there. */
  readonly ear: Point;
}

export interface GameScene {
  /**
   * Draws one frame.
   * @param eye the seat that is followed, -1 = none
   */
  update(drawn: Drawn, eye: number, now: number): void;
  /** How many players were drawn. */
  readonly drawnPlayers: number;
  /** Names or seats have changed. */
  rename(): void;
}

/** Gives the commands of a game, and says which of them can be given. */
export interface Commands {
  /** The player gives a command. Where it is refused, `refused` says so for a while. */
  command(name: string, args: Readonly<Record<string, number>>): void;
  /** Why the player can't give this command now, in words for the player; undefined where they can. */
  refusal(name: string, args: Readonly<Record<string, number>>): string | undefined;
  /** Why the server did not take the last command of this name, for some seconds after that; undefined else. */
  refused(name: string): string | undefined;
  /** Whether the server has yet to answer the last command of this name. */
  awaits(name: string): boolean;
}

/** What a view draws by that needs no Phaser: one moment of the match, through the eyes of one seat. */
export interface Picture extends Commands {
  readonly drawn: Drawn;
  readonly world: WorldBase;
  /** The player's own seat; -1 for a spectator. */
  readonly seat: number;
  /** The seat that is followed; -1 = none. */
  readonly eye: number;
  /** Milliseconds, never going back. */
  readonly now: number;
  /** Less motion, fewer flashes are wanted. */
  readonly calm: boolean;
  readonly nameOf: NameOf;
  readonly sounds: SoundPlayer;
}

export interface CanvasPicture extends Picture {
  /** Its unit is a pixel of the game's own world, and (0, 0) the world's corner: the camera is set already. */
  readonly context: CanvasRenderingContext2D;
  /** The size of the world, as `bounds` has it. */
  readonly width: number;
  readonly height: number;
  /** CSS pixels for one pixel of the world. */
  readonly zoom: number;
}

/** A button that gives a command: see `HtmlPicture.button`. */
export interface CommandButton {
  readonly label: string | TemplateResult;
  /** The class, for the style of the view. */
  readonly look?: string;
}

export interface HtmlPicture extends Picture {
  /**
   * A button that gives a command. While the player can't give it, it is grey, does nothing and says why; a refusal of the server
   * stands beside it for some seconds.
   */
  button(name: string, args: Readonly<Record<string, number>>, button: CommandButton): TemplateResult;
  /** Draws again soon: the view has changed something of its own. */
  redraw(): void;
}

/** A button for a thumb. */
export interface TouchButton {
  readonly action: Action;
  readonly label: string;
}

/** A sign that players can make, and its words. */
export interface Sign {
  /** A character or two. */
  readonly sign: string;
  readonly words: string;
}

/** What players can say without words of their own. */
export interface TalkView {
  /** Up to eight, in the order of the keys 1 to 8; without them there are the usual ones. */
  readonly emotes?: readonly Sign[];
  /** Whether a place that the seat `by` marks is shown to the player of the seat `to`; without it, to all. */
  pingsFor?(world: WorldBase, by: number, to: number): boolean;
}

/** A control that a new player is shown until it has been used. */
export interface Hint {
  readonly of: "move" | Action;
  /** "Aim and fire". */
  readonly words: string;
  /** The mouse, or the right stick, points for it. */
  readonly aims?: boolean;
}

export interface GameView {
  /** The name of its game, where it says it: it draws no other. */
  readonly game?: string;
  readonly sounds: SoundBank;
  /** The CSS colour of the stage where nothing is drawn: the floor's, so that floor costs nothing. */
  readonly background: string;
  readonly sight: Sight;
  /** The size of the world in its pixels. */
  bounds(world: WorldBase): { readonly width: number; readonly height: number };
  /** Where this seat's body is drawn; undefined while it has none. */
  place(drawn: Drawn, seat: number): Point | undefined;
  /**
   * Where this seat's body is by the rules in this world, which need not be the one that is drawn; undefined while it
   * has none. A game without it has no ghosts in its net graph.
   */
  body?(world: WorldBase, seat: number): Point | undefined;
  /** Where those are drawn that this seat may want to turn to; a game without it has neither a key for that nor a crosshair. */
  rivals?(drawn: Drawn, seat: number): readonly Point[];
  /**
   * How much there is to see of this seat at this moment: 0 = nothing, 1 = a fight; undefined while it has no body. The
   * director goes by it; a game without it has none.
   */
  interest?(world: WorldBase, seat: number): number | undefined;
  /** Where this seat looks, in radians. */
  gaze(world: WorldBase, seat: number): number;
  /** Draws by Phaser. A view has one of `scene`, `canvas` and `html`, and the page loads what that one needs. */
  scene?(stage: Stage, world: WorldBase): GameScene;
  /** Draws one frame on a canvas, which has been cleared to `background`. */
  canvas?(picture: CanvasPicture): void;
  /** What stands on the page in place of a picture. Asked for again whenever it may have changed. */
  html?(picture: HtmlPicture): TemplateResult;
  /**
   * The input's columns for what the player's devices say.
   * @param world what was drawn last
   * @param seat the player's own
   */
  input(controls: Controls, world: WorldBase, seat: number): Readonly<Record<string, number>>;
  /** The buttons of touch screens, from the top, beside the sticks that every game has. */
  readonly touch: readonly TouchButton[];
  /** The controls, in the order in which they are learnt. */
  readonly hints: readonly Hint[];
  /** Undefined once the match has begun. */
  lobby(world: WorldBase): Lobby | undefined;
  board(world: WorldBase, nameOf: NameOf): Board;
  /** Its gauges are the followed player's: the player's own rows stand at `drawn.ownTick`. */
  hud(drawn: Drawn, eye: number, nameOf: NameOf): Hud;
  /** What is marked at the picture's edge for this seat, the most important first. A game without it has no markers. */
  beacons?(drawn: Drawn, eye: number): readonly Beacon[];
  /** What these say to the player who looks through the eyes of this seat. */
  callouts?(events: readonly GameEvent[], drawn: Drawn, eye: number, nameOf: NameOf): readonly Callout[];
  /** Undefined while this seat has nothing to be shown again. */
  lookback?(drawn: Drawn, seat: number): Lookback | undefined;
  readonly talk?: TalkView;
  /** What these say to the feed. */
  news(events: readonly GameEvent[], world: WorldBase): readonly News[];
}

/** What is known of a game before anything of it is loaded, and how the rest is loaded. */
export interface GameCard {
  /** As the rules have it. */
  readonly name: string;
  /** For people: "Puck". */
  readonly title: string;
  /** A small picture: what stands in an `<svg>` of 96 by 60. */
  readonly emblem: TemplateResult<2>;
  readonly tagline: string;
  /** How it is played, in one line. */
  readonly help: string;
  /** What its buttons do, for the settings and for hints: "Fire". An action that it has no use for is called "". */
  readonly actions: Readonly<Partial<Record<Action, string>>>;
  /** As the rules have them. */
  readonly modes: AnyGame["modes"];
  /** What a private match is made with, on top of its mode. */
  readonly privateSettings: Readonly<Record<string, number>>;
  /** How it is drawn, as its view has it: what that needs is then fetched ahead. */
  readonly draws?: Draws;
  /** Practice: one player and bots that grow; and the points after which the player is asked on to people. Some games have none. */
  readonly practice?: { readonly settings: Readonly<Record<string, number>>; readonly enough: number };
  /** Loads its rules: with the first match or recording of it. */
  readonly rules: () => Promise<AnyGame>;
  /** Loads what draws it. */
  readonly view: () => Promise<GameView>;
}
