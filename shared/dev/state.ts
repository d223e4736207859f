/** What the development server tells of a match, and does with it, over /api/dev. The page's development panel asks for it. */
import type { TableLook } from "../monitor/index.ts";
import type { Finding } from "./finding.ts";

/** What of the world is asked for: all of it, what a seat knows (-1: a spectator), or nothing. */
export type DevAsked = "whole" | "nothing" | { readonly seat: number };

/** Why a match stands still that is not paused: its game has thrown. */
export interface Stopped {
  readonly text: string;
  readonly at?: string | undefined;
  /** The last tick that went well, which the match goes on from. */
  readonly tick: number;
}

export interface DevState {
  readonly game: string;
  /** As its author declares it. */
  readonly version: number;
  /** Which source its rules are of. */
  readonly source: number;
  readonly tick: number;
  readonly tickRate: number;
  readonly paused: boolean;
  readonly stopped?: Stopped | undefined;
  /** The ticks that are kept, to go back to: undefined where there are none. */
  readonly kept?: { readonly first: number; readonly last: number } | undefined;
  readonly seats: number;
  /** The number of each seat's view, by seat; a spectator's last. Equal numbers know the same. */
  readonly views: readonly number[];
  readonly findings: readonly (Finding & { readonly id: number })[];
  /** Left out where the asker wants none. */
  readonly tables?: readonly TableLook[] | undefined;
}

/** The values of a cell, tick by tick, the oldest first. */
export interface DevHistory {
  readonly firstTick: number;
  readonly values: readonly number[];
}

/** A place in a world. */
export interface DevCell {
  readonly table: string;
  readonly column: string;
  readonly row: number;
}

/**
 * - `pause`, `run`: the match stands still, or goes on;
 * - `step`: so many ticks, and it stands still;
 * - `back`: it stands still at this tick, which is kept;
 * - `fork`: it goes on from this tick, which is kept;
 * - `edit`: a cell gets this value.
 */
export type DevAct =
  | { readonly act: "pause" | "run" }
  | { readonly act: "step"; readonly ticks: number }
  | { readonly act: "back" | "fork"; readonly tick: number }
  | ({ readonly act: "edit"; readonly value: number } & DevCell);
