/**
 * What the compiler says of a mistake in a declaration. Each check below is a type that is added to the type of a part: where
 * the part is right it adds nothing, else a `Mistake`, whose text then stands in the compiler's error.
 *
 * The compiler reads a declaration twice: first what needs no types from elsewhere, and then the functions whose parameters
 * are worlds. If it refused anything in the first reading, it would give up on the world's type, and no mistake in `step` would
 * be told any more. So every check waits for `R`, what `step` answers, which is known in the second reading only.
 */
import type { InputColumn } from "./columns.ts";
import type { Commands, OwnCommand } from "./commands.ts";
import type { Mistake } from "./mistake.ts";
import type { SeatName, WorldName } from "./names.ts";
import type { Mode, Setting } from "./settings.ts";
import type { Table } from "./tables.ts";

declare const UNREAD: unique symbol;

/** In place of what `step` answers, in the first reading. */
export interface Unread {
  readonly [UNREAD]: true;
}

/** `Check` in the second reading; in the first, anything goes. */
export type Late<R, Check> = [R] extends [Unread] ? unknown : Check;

/** As `Late`, for a value: what it should be tells the compiler what to take `"live"` for. */
export type LateValue<R, Type> = [R] extends [Unread] ? Type | NonNullable<unknown> | null | undefined : Type;

/** Of the input: the runtime has none of its names itself. */
export type CheckInput<I> = {
  readonly [K in keyof I]: K extends SeatName
    ? Mistake<`an input cannot be called ${K}, which the runtime has itself: use another name`>
    : InputColumn;
};

/** Of the tables: the runtime has none of their names itself. */
export type CheckTables<T> = {
  readonly [K in keyof T]: K extends WorldName
    ? Mistake<`a table cannot be called ${K}, which the runtime has itself: use another name`>
    : Table;
};

/** Of the settings: each has a range and a default, and seats are among them. */
export type CheckSettings<S> = { readonly [K in keyof S]: Setting } & { readonly seats: Setting };

/** Of the modes: their settings are there, and numbers. */
export type CheckModes<D, S> = {
  readonly [N in keyof D]: Mode & {
    readonly settings: {
      readonly [K in SettingsOf<D[N]>]: K extends keyof S ? unknown : NoSetting<K>;
    };
  };
};

/** Of settings whose names are known only as the program runs, `configure` tells. */
type NoSetting<K> = string extends K ? unknown : Mistake<`there is no setting ${K & string}`>;

type SettingsOf<D> = D extends { readonly settings: infer Chosen } ? keyof Chosen : never;

/** Of the commands: the runtime has none of their names itself. */
export type CheckCommands<M> = {
  readonly [K in keyof M]: K extends OwnCommand
    ? Mistake<`a command cannot be called ${K}, which the runtime has itself: use another name`>
    : Commands[string];
};
