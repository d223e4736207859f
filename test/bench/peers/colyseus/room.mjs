/**
 * The arena in a Colyseus room: the same rules, stepped by the room's own fixed-timestep loop, with the state at
 * Colyseus's best (quantised.mjs) copied from the world after each step, and the patch broadcast there and then, so
 * that none waits for a second timer. A large room patches as seldom as Scrim sends.
 */
import { Room } from "@colyseus/core";
import { arena } from "../../../../shared/games/arena/index.ts";
import { BUTTON, STICK } from "../../../../shared/games/arena/input.ts";
import { advance, FIRST_INPUT, idle, plan, SEAT, setUp, TableView, TURN } from "../../../../shared/sim/index.ts";
import { MESSAGE } from "./protocol.mjs";
import { QuantisedMirror } from "./quantised.mjs";

/** Columns of the inputs: who sits there, then as the arena declares them. */
const KIND = 0;
const [MX, MY, AIM, BUTTONS] = [0, 1, 2, 3].map((column) => FIRST_INPUT + column);
const ALL_BUTTONS = Object.values(BUTTON).reduce((sum, bit) => sum | bit, 0);

const within = (value, least, most) => Number.isInteger(value) && value >= least && value <= most;

/** What a client may send; the server believes it as little as Scrim does. */
const isInput = (values) =>
  Array.isArray(values) &&
  values.length === 4 &&
  within(values[0], -STICK, STICK) &&
  within(values[1], -STICK, STICK) &&
  within(values[2], 0, TURN - 1) &&
  within(values[3], 0, ALL_BUTTONS);

export class ArenaRoom extends Room {
  autoDispose = false;

  onCreate({ settings, tickRate, ticksAPatch }) {
    this.ticksAPatch = ticksAPatch;
    this.ticks = 0;
    this.maxClients = settings.seats;
    // The worlds of the past are for Scrim's lag compensation, which this room does without.
    this.world = setUp(plan({ ...arena, rewind: 0 }, settings), 1);
    const { placed } = this.world.seatTable;
    this.inputs = new TableView(placed, new ArrayBuffer(this.world.layout.size));
    for (let seat = 0; seat < settings.seats; seat++) idle(this.inputs, seat);
    /** The buttons that each seat holds: a press between two ticks counts in the next one. */
    this.held = new Uint8Array(settings.seats);
    this.mirror = new QuantisedMirror(this.world);
    this.mirror.copy(this.world);
    this.state = this.mirror.state;
    this.onMessage(MESSAGE.input, (client, values) => this.take(client, values));
    this.setFixedTimestep(() => this.tick(), tickRate);
    // After the loop is set, since a room without one ticks its clock by a timer of its own.
    this.patchRate = null;
  }

  onJoin(client) {
    const kinds = this.inputs.cells[KIND];
    const seat = kinds.indexOf(SEAT.empty);
    idle(this.inputs, seat);
    this.held[seat] = 0;
    kinds[seat] = SEAT.person;
    client.userData = { seat };
    client.send(MESSAGE.seat, seat);
  }

  onLeave(client) {
    const { seat } = client.userData;
    idle(this.inputs, seat);
    this.inputs.cells[KIND][seat] = SEAT.empty;
  }

  take(client, values) {
    if (!isInput(values)) {
      client.leave();
      return;
    }
    const { seat } = client.userData;
    const [mx, my, aim, buttons] = values;
    const { cells } = this.inputs;
    cells[MX][seat] = mx;
    cells[MY][seat] = my;
    cells[AIM][seat] = aim;
    cells[BUTTONS][seat] |= buttons;
    this.held[seat] = buttons;
  }

  tick() {
    advance(this.world, this.inputs);
    this.inputs.cells[BUTTONS].set(this.held);
    this.ticks += 1;
    if (this.ticks % this.ticksAPatch !== 0) return;
    this.mirror.copy(this.world);
    this.broadcastPatch();
  }
}
