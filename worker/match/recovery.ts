/**
 * After a crash: before the match goes on, its players give back the signed frames that it had not stored. So it loses nothing
 * that a player who comes back has seen. Meanwhile it does not tick, and answers requests for seats as it was stored.
 * docs/decisions/tail.md
 */
import type { Frame } from "#shared/log/index.ts";
import { decodeTail, isTail, type Tail } from "#shared/protocol/index.ts";
import { type Games, hides } from "#shared/sim/index.ts";
import type { Connection } from "../broadcast/connection.ts";
import { FrameSigner } from "../broadcast/frame-signer.ts";
import type { SavedMatch } from "./log/saved.ts";
import type { Timer } from "./tick-loop.ts";

/** So long it waits for the others after the first player has come back, or the first relay, in milliseconds. */
export const PATIENCE_MS = { player: 1000, relay: 3000 } as const;
/** So long it waits for a tail before it asks another player, in milliseconds. */
const ANSWER_MS = 400;
/** So many players are asked at a time, those who know most first: fewer who do not answer can't keep out one who does. */
const ASKED = 16;
/** How often it looks whether it has waited for long enough, in milliseconds. */
const LOOK_MS = 50;

interface Claim {
  readonly connection: Connection;
  /** The tick up to which the client says that it knows the log. */
  readonly tick: number;
  askedAt: number | undefined;
}

export interface RecoveryOptions {
  readonly saved: SavedMatch;
  readonly signingKey: Uint8Array;
  /** The last tick that is stored. */
  readonly tick: number;
  readonly timer: Timer;
  /**
   * The match can go on. Called once.
   * @param tail what follows the last stored tick; empty where no player has given anything back
   * @param connections the sockets that have come meanwhile, in their order
   */
  done(tail: readonly Frame[], connections: readonly Connection[]): void;
}

export class Recovery {
  readonly #options: RecoveryOptions;
  readonly #epoch: number;
  readonly #signer: FrameSigner;
  /** The ids of players who were connected, and have not come back. */
  readonly #missing: Set<string>;
  readonly #connections = new Set<Connection>();
  #claims: Claim[] = [];
  #best: readonly Frame[] = [];
  /** The tick to which the best tail leads. */
  #reached: number;
  #deadline = Number.POSITIVE_INFINITY;
  #handle: unknown;

  constructor(options: RecoveryOptions) {
    const { saved, signingKey, tick } = options;
    this.#options = options;
    this.#epoch = saved.header.lineage.generation;
    this.#signer = new FrameSigner(signingKey, this.#epoch);
    this.#missing = new Set(playersHere(saved));
    this.#reached = tick;
  }

  /**
   * Whether anything may have been lost that a player can give back: the match was in play, and signed. Where sockets have
   * outlived the match's sleep, it was stored whole before it slept.
   */
  static isWanted(saved: SavedMatch, games: Games): boolean {
    const { spec, gameVersion } = saved.header;
    const game = games.get(spec.game);
    if (saved.signingKey === undefined || game === undefined || saved.operator?.ended) return false;
    return game.version === gameVersion && !hides(game) && playersHere(saved).length > 0;
  }

  /** A socket has come, which the match does not refuse. It is connected when the match goes on. */
  admit(connection: Connection): void {
    const { timer } = this.#options;
    const { arrival, isPlayer } = connection;
    const { since } = arrival;
    this.#connections.add(connection);
    if (isPlayer) this.#missing.delete(arrival.player);
    if (isPlayer && since?.generation === this.#epoch)
      this.#claims.push({ connection, tick: since.tick, askedAt: undefined });
    const patience = isPlayer ? PATIENCE_MS.player : PATIENCE_MS.relay;
    this.#deadline = Math.min(this.#deadline, timer.now() + patience);
    this.#look();
  }

  /** Whether any socket waits for the match to go on. */
  get isAwaited(): boolean {
    return this.#connections.size > 0;
  }

  /** A socket has gone. */
  remove(connection: Connection): void {
    this.#connections.delete(connection);
    this.#claims = this.#claims.filter((claim) => claim.connection !== connection);
  }

  /** Takes in a tail that was asked for. All else that a client says before its welcome has no effect. */
  receive(connection: Connection, message: string | ArrayBuffer): void {
    if (typeof message === "string" || !connection.owesTail) return;
    const bytes = new Uint8Array(message);
    if (!isTail(bytes)) return;
    connection.owesTail = false;
    this.#claims = this.#claims.filter((claim) => claim.connection !== connection);
    const tail = decodeTail(bytes);
    if (tail) this.#offer(tail);
    this.#look();
  }

  /** Keeps as much of a tail as is signed, if that is more than what is there already. */
  #offer({ tick: from, frames }: Tail): void {
    const { tick: stored } = this.#options;
    if (from > stored) return;
    const proven: Frame[] = [];
    let tick = from;
    for (const frame of frames) {
      const end = tick + frame.ticks;
      if (end > stored) {
        if (!this.#signer.verify(frame, end)) break;
        // Of a frame that begins before what is stored ends, the first ticks are stored: in them nothing changed.
        proven.push({ ...frame, ticks: Math.min(frame.ticks, end - stored) });
      }
      tick = end;
    }
    if (tick <= this.#reached) return;
    this.#reached = tick;
    this.#best = proven;
  }

  /** Asks for the tails that may be longer than the best, and ends when there is nothing more to wait for. */
  #look(): void {
    const { timer, tick: stored } = this.#options;
    const now = timer.now();
    timer.clear(this.#handle);
    this.#claims = this.#claims.filter(({ askedAt, tick }) => {
      return tick > this.#reached && (askedAt === undefined || now - askedAt < ANSWER_MS);
    });
    const asked = this.#claims.filter(({ askedAt }) => askedAt !== undefined).length;
    const next = this.#claims.filter(({ askedAt }) => askedAt === undefined).sort((a, b) => b.tick - a.tick);
    for (const claim of next.slice(0, Math.max(0, ASKED - asked))) {
      claim.askedAt = now;
      claim.connection.askTail(stored);
    }
    const waits = this.#missing.size > 0 || this.#claims.length > 0;
    if (waits && now < this.#deadline) this.#handle = timer.set(() => this.#look(), LOOK_MS);
    else this.#options.done(this.#best, [...this.#connections]);
  }

  /** No player has come back, and the match must go on: with what there is. */
  giveUp(): void {
    this.#options.timer.clear(this.#handle);
    this.#options.done(this.#best, [...this.#connections]);
  }

  /** The match is cleared away: it does not go on. */
  end(): void {
    this.#options.timer.clear(this.#handle);
  }
}

const playersHere = ({ header }: SavedMatch): string[] =>
  header.owners.flatMap((owner) => (owner?.state === "here" ? [owner.player] : []));
