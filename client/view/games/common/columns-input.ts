/** What a player does, as the columns of a game's input by their names and kinds: for views that bring no `input` of their own. */
import { type InputColumn, type InputColumns, TURN } from "#shared/sim/columns.ts";
import type { Action, Controls } from "../../input/controls.ts";
import type { Hint, TouchButton } from "../game-view.ts";

/** By their bits, of a game with a column for READY and of one without. */
const BITS: readonly Action[] = ["primary", "secondary", "tertiary"];
const BITS_WITH_READY: readonly Action[] = ["primary", "secondary", "ready", "tertiary"];

const bitsOf = (columns: InputColumns): readonly Action[] => (Object.hasOwn(columns, "ready") ? BITS : BITS_WITH_READY);

/**
 * - `mx` and `my`: the stick, as far as the column goes.
 * - `ready`: 1 while READY is down.
 * - a column of `aim()`: where the player aims; as before while nothing aims.
 * - a column of `buttons()`: its bits are the first, the second and the third button, where there is no column `ready` that one
 *   too, as the third.
 *
 * Any other column stays as it is.
 */
export const columnsInput =
  (columns: InputColumns) =>
  (controls: Controls): Readonly<Record<string, number>> => {
    const values = Object.entries(columns).map(([name, column]) => [name, valueIn(name, column, columns, controls)]);
    return Object.fromEntries(values.filter(([, value]) => value !== undefined));
  };

function valueIn(name: string, column: InputColumn, columns: InputColumns, controls: Controls): number | undefined {
  const { moveX, moveY, aim, actions } = controls;
  if (name === "mx") return along(moveX, column);
  if (name === "my") return along(moveY, column);
  if (name === "ready") return actions.has("ready") ? 1 : 0;
  if (column.blend === "turn") return aim === undefined ? undefined : angleOf(aim);
  if (!column.bits) return undefined;
  const held = bitsOf(columns).map((action, bit) => (actions.has(action) ? 1 << bit : 0));
  return held.reduce((all, bit) => all | bit, 0) & column.max;
}

/** @param way -1 to 1 */
const along = (way: number, { min, max }: InputColumn): number => Math.round(way < 0 ? way * -min : way * max);

/** Radians in the unit of every angle. */
const angleOf = (aim: number): number => ((Math.round((aim / (2 * Math.PI)) * TURN) % TURN) + TURN) % TURN;

/** Where a seat looks by its input, in radians: where it aims, or else goes. */
export function columnsGaze(columns: InputColumns, value: (column: string) => number): number {
  const aims = Object.entries(columns).find(([, { blend }]) => blend === "turn");
  if (aims) return (value(aims[0]) / TURN) * 2 * Math.PI;
  return Object.hasOwn(columns, "mx") && Object.hasOwn(columns, "my") ? Math.atan2(value("my"), value("mx")) : 0;
}

/** The game's buttons, READY not counted: it has one of its own. */
function gameButtons(columns: InputColumns): readonly Action[] {
  const [, column] = Object.entries(columns).find(([name, { bits }]) => bits && name !== "ready") ?? [];
  return bitsOf(columns).filter((action, bit) => action !== "ready" && column !== undefined && column.max >> bit > 0);
}

/** @param names what the buttons do, in their order: "Dash" */
export const columnsTouch = (columns: InputColumns, names: readonly string[]): readonly TouchButton[] =>
  gameButtons(columns).map((action, i) => ({ action, label: names[i] ?? `Button ${i + 1}` }));

export function columnsHints(columns: InputColumns, names: readonly string[]): readonly Hint[] {
  const moves = Object.hasOwn(columns, "mx") || Object.hasOwn(columns, "my");
  const buttons = columnsTouch(columns, names).map(({ action, label }) => ({ of: action, words: label }));
  return [...(moves ? [{ of: "move", words: "Move" } as const] : []), ...buttons];
}
