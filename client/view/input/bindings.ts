/** Which keys and buttons stand for which action: the player's own choice, and for the rest the defaults. */
import type { Settings } from "#client/settings.ts";
import { ACTION_IDS, ACTIONS, type ActionId, type BoundDevice, DEVICES, meet } from "./actions.ts";

/** As it is kept with the settings: only what differs from the defaults. It is checked here, as anything may stand there. */
export type KeptBindings = Settings["bindings"];

/** How many buttons of one device an action can have. */
export const MOST = 3;

/** What a button of a device may be called. */
const GOOD: Readonly<Record<BoundDevice, RegExp>> = {
  keys: /^[A-Z][A-Za-z0-9]{0,29}$/,
  mouse: /^[0-9]$/,
  pad: /^(?:[0-9]|1[0-9]|2[0-9])$/,
};

export const isButton = (device: BoundDevice, code: string): boolean => GOOD[device].test(code);

/** @returns undefined where it is no list of buttons */
function readCodes(device: BoundDevice, value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length > MOST) return undefined;
  const codes = value.filter((code): code is string => typeof code === "string" && isButton(device, code));
  return codes.length === value.length ? [...new Set(codes)] : undefined;
}

type Table = Readonly<Record<ActionId, readonly string[]>>;

const tableOf = (codes: (action: ActionId) => readonly string[]): Table => {
  const table: Partial<Record<ActionId, readonly string[]>> = {};
  for (const action of ACTION_IDS) table[action] = codes(action);
  // Each action has been given its list.
  return table as Table;
};

export class Bindings {
  readonly #tables: Readonly<Record<BoundDevice, Table>>;
  readonly #actions = new Map<string, readonly ActionId[]>();

  constructor(kept: KeptBindings) {
    const table = (device: BoundDevice) =>
      tableOf((action) => readCodes(device, kept[device]?.[action]) ?? ACTIONS[action][device]);
    this.#tables = { keys: table("keys"), mouse: table("mouse"), pad: table("pad") };
    for (const device of DEVICES) {
      for (const action of ACTION_IDS) {
        for (const code of this.of(action, device)) {
          const key = `${device} ${code}`;
          this.#actions.set(key, [...(this.#actions.get(key) ?? []), action]);
        }
      }
    }
  }

  /** The buttons of this action, the one that hints name first. */
  of(action: ActionId, device: BoundDevice): readonly string[] {
    return this.#tables[device][action];
  }

  /** What this button stands for; several, where they count at different moments. */
  actionsOf(device: BoundDevice, code: string): readonly ActionId[] {
    return this.#actions.get(`${device} ${code}`) ?? [];
  }

  /** Which other actions this button stands for already, at moments when this one counts too. */
  clashes(action: ActionId, device: BoundDevice, code: string): readonly ActionId[] {
    return this.actionsOf(device, code).filter((other) => other !== action && meet(action, other));
  }
}

const made = new WeakMap<KeptBindings, Bindings>();

/** Those of these settings. */
export function bindingsOf({ bindings }: Pick<Settings, "bindings">): Bindings {
  const known = made.get(bindings);
  if (known) return known;
  const fresh = new Bindings(bindings);
  made.set(bindings, fresh);
  return fresh;
}

const sameCodes = (one: readonly string[], other: readonly string[]): boolean => one.join() === other.join();

/** With these buttons for an action; what is as it was at first is not kept. */
function withCodes(kept: KeptBindings, device: BoundDevice, action: ActionId, codes: readonly string[]): KeptBindings {
  const { [action]: _, ...others } = kept[device] ?? {};
  const isUsual = sameCodes(codes, ACTIONS[action][device]);
  return { ...kept, [device]: isUsual ? others : { ...others, [action]: codes } };
}

export interface Change {
  readonly action: ActionId;
  readonly device: BoundDevice;
  /** The button that is to stand for the action. */
  readonly code: string;
  /** The one of the action's buttons whose place it takes; undefined to have one more. */
  readonly instead?: string | undefined;
}

/**
 * With this button for this action. From the actions that it clashes with it is taken: with `swap` the first of them has the
 * replaced button in exchange.
 */
export function bind(kept: KeptBindings, { action, device, code, instead }: Change, swap = false): KeptBindings {
  const bindings = new Bindings(kept);
  let next = kept;
  let free = swap ? instead : undefined;
  for (const other of bindings.clashes(action, device, code)) {
    const codes = bindings
      .of(other, device)
      .flatMap((one) => (one !== code ? [one] : free === undefined ? [] : [free]));
    free = undefined;
    next = withCodes(next, device, other, [...new Set(codes)]);
  }
  const own = bindings.of(action, device);
  const place = instead === undefined ? -1 : own.indexOf(instead);
  const codes = place < 0 ? [...own, code] : own.map((one, i) => (i === place ? code : one));
  return withCodes(next, device, action, [...new Set(codes)].slice(-MOST));
}

/** Without this button for this action. */
export function unbind(kept: KeptBindings, { action, device, code }: Change): KeptBindings {
  const codes = new Bindings(kept).of(action, device).filter((one) => one !== code);
  return withCodes(kept, device, action, codes);
}
