/** Keeps the seats' inputs until their tick, and tells the players how punctual these are. */
import { COMMAND_REFUSED, encodeDown, type GivenCommand, type Input, WORDS_SINCE } from "#shared/protocol/index.ts";
import {
  type CommandCells,
  clearCommands,
  commandCells,
  commandSpec,
  decides,
  SEAT,
  type SeatCells,
  seatCells,
  TableView,
  type WorldBase,
  writeCommand,
} from "#shared/sim/index.ts";
import type { Connection } from "#worker/broadcast/connection.ts";
import type { Seats } from "../seats/seats.ts";
import { CommandQueue } from "./command-queue.ts";
import { InputQueue } from "./input-queue.ts";

/** Whether this seat's owner is the host of the match. */
export type IsHost = (seat: number) => boolean;

export class InputBuffer {
  readonly #world: WorldBase;
  readonly #queues: readonly InputQueue[];
  readonly #commands: readonly CommandQueue[];
  readonly #isHost: IsHost;
  /** The inputs of the next tick: a row a seat, laid out as the world's seats. */
  readonly #inputs: TableView;
  readonly #cells: SeatCells;
  /** The commands among these inputs, and those of the world. */
  readonly #given: CommandCells | undefined;
  readonly #counted: CommandCells | undefined;
  /** The tick that these inputs are for. */
  #asked = 0;

  /**
   * @param world the match's own, which steps on
   * @param isHost is asked as a command of the host's comes
   */
  constructor(world: WorldBase, isHost: IsHost = () => false) {
    const { layout } = world;
    this.#world = world;
    this.#queues = Array.from({ length: world.seatTable.capacity }, () => new InputQueue(layout));
    this.#inputs = new TableView(world.seatTable.placed, new ArrayBuffer(layout.size));
    this.#commands = Array.from({ length: world.seatTable.capacity }, () => new CommandQueue(layout));
    this.#isHost = isHost;
    this.#cells = seatCells(this.#inputs);
    this.#given = commandCells(this.#inputs);
    this.#counted = commandCells(world.seatTable);
  }

  /** The seat has another owner, or its owner's connection is lost. */
  clear(seat: number): void {
    this.#queues[seat].clear();
    this.#commands[seat].clear();
  }

  /** The player's socket has outlived a sleep: their seat goes on with what it holds. */
  hold(seat: number): void {
    this.#queues[seat].hold(seatCells(this.#world.seatTable), seat);
    this.#commands[seat].clear();
  }

  /** Whether the next tick's inputs are those that the seats hold, as far as the rules do not decide them. */
  isHeld(seats: Seats): boolean {
    const [kinds] = this.#world.seatTable.cells;
    return this.#queues.every((queue, seat) => {
      const kind = seats.kind(seat);
      if (kind !== kinds[seat] || !this.#commands[seat].isEmpty) return false;
      return decides(this.#world.layout.game, kind) ? queue.isEmpty : queue.isSettled;
    });
  }

  /**
   * Keeps the inputs of a message.
   * @param waited how long the message has waited for this tick, in milliseconds
   * @returns whether all inputs are for ticks near the present; else none is kept
   */
  add(connection: Connection, inputs: readonly Input[], waited: number, now: number): boolean {
    const { tickRate } = this.#world.layout;
    const next = this.#world.tick + 1;
    if (!this.#queues[connection.seat].add(inputs, next, tickRate)) return false;
    const slack = Math.round(((inputs[0].tick - next) * 1000) / tickRate + waited);
    connection.slack = Math.min(slack, connection.slack ?? slack);
    // After a stall of the server an input may have waited for longer than it is late.
    if (slack < 0 && connection.seldom("late", now)) connection.tell(encodeDown({ type: "late", by: -slack }));
    return true;
  }

  /** Keeps the commands of a message: those that have not counted yet, and that this player may give. */
  command(connection: Connection, commands: readonly GivenCommand[], now: number): void {
    const { seat } = connection;
    const queue = this.#commands[seat];
    const tells = connection.arrival.edition >= WORDS_SINCE;
    const tell = (seq: number, reason: number, words?: string) => {
      connection.figures.refused += 1;
      connection.tell(encodeDown({ type: "commandRefused", seq, reason, ...(tells && words ? { words } : {}) }));
    };
    for (const command of commands) {
      const { sort } = commandSpec(this.#world.layout.game, command.number) ?? {};
      if (!queue.isNew(command, this.#counted?.seq[seat] ?? 0)) continue;
      if (sort === "host" && !this.#isHost(seat)) tell(command.seq, COMMAND_REFUSED.notHost);
      else if (!queue.add(command, tell, now)) tell(command.seq, COMMAND_REFUSED.tooMany);
    }
  }

  /** The inputs of the next tick. */
  fill(seats: Seats): TableView {
    const tick = this.#world.tick + 1;
    this.#asked = tick;
    clearCommands(this.#inputs);
    for (let seat = 0; seat < seats.count; seat++) {
      const kind = seats.kind(seat);
      this.#cells.kind[seat] = kind;
      // The rules themselves decide for the other seats.
      if (decides(this.#world.layout.game, kind)) this.#queues[seat].pass(tick);
      else this.#queues[seat].apply(tick, this.#cells, seat);
      if (this.#given && this.#counted) this.#giveCommand(tick, seat, kind, this.#given, this.#counted);
    }
    return this.#inputs;
  }

  /** At most one command a tick. A seat whose owner has only come, or who is away, gives none. */
  #giveCommand(tick: number, seat: number, kind: number, given: CommandCells, counted: CommandCells): void {
    given.seq[seat] = counted.seq[seat];
    if (kind !== SEAT.person || this.#world.seatTable.cells[0][seat] < SEAT.person) return;
    const command = this.#commands[seat].take(tick, this.#world, seat);
    if (command === undefined) return;
    given.seq[seat] = command.seq;
    writeCommand(given, seat, command);
  }

  /** The tick that was tried last, and its inputs. */
  get last(): { readonly tick: number; readonly inputs: Uint8Array } {
    return { tick: this.#asked, inputs: this.#inputs.bytes };
  }
}
