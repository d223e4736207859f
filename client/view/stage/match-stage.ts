/** What draws a match: by Phaser, on a canvas, or as a part of the page. */
import type { Drawn, Session } from "#client/session/types.ts";
import type { SettingsStore } from "#client/settings.ts";
import type { GameView, NameOf, Point } from "../games/game-view.ts";
import type { ScreenPoint } from "../input/controls.ts";
import type { InputDevices } from "../input/input-devices.ts";
import type { Eye } from "../match/eye.ts";
import type { SoundPlayer } from "../sound/sounds.ts";
import type { Rect } from "./free-frame.ts";
import type { Mishaps } from "./mishaps.ts";
import type { SceneOptions } from "./scene-keeper.ts";
import type { StageFrameOptions } from "./stage-frame.ts";
import type { Seen } from "./trail.ts";

export interface StageOptions {
  readonly host: HTMLElement;
  readonly session: Session;
  readonly view: GameView;
  readonly settings: SettingsStore;
  readonly devices: InputDevices;
  readonly eye: Eye;
  readonly sounds: SoundPlayer;
  /** See `SceneOptions`. */
  readonly edgeMarks: NonNullable<SceneOptions["edgeMarks"]>;
  readonly nameOf: NameOf;
  /** See `StageFrameOptions`. */
  readonly again: NonNullable<StageFrameOptions["again"]>;
  /** What lies over the picture just now. */
  readonly covered: () => readonly Rect[];
  /** Whether ghosts are to be drawn. */
  readonly ghosts: () => boolean;
  /** What a player saw, to be drawn over the picture. */
  readonly seen: Seen | undefined;
  /** Called after every drawn frame. */
  readonly drawn: (drawn: Drawn) => void;
  /** Called when the canvas has had no graphics for a while, and when it has them again. */
  readonly gone: (isGone: boolean) => void;
  /** Takes what is thrown while a frame is drawn. */
  readonly mishaps: Mishaps;
}

export interface MatchStage {
  /** Frames a second. */
  readonly fps: number;
  readonly drawnPlayers: number;
  /** How many markers there are at the edge of the picture. */
  readonly edgeMarks: number;
  /** Where the body of this seat is drawn, in pixels of the world. */
  place(seat: number): Point | undefined;
  /** Where on the screen a place of the world is drawn; undefined before the first frame. */
  toScreen(place: Point): ScreenPoint | undefined;
  /** Which place of the world is drawn there. */
  toWorld(point: ScreenPoint): Point | undefined;
  /** Names or seats have changed. */
  rename(): void;
  /** CSS pixels that a spectator has dragged the free camera by. */
  drag(byX: number, byY: number): void;
  /** All keys and buttons are let go. */
  letGo(): void;
  stop(): void;
}
