/** One world of a match, and what keeps, steps and sends it. Where the host changes the settings, the next course begins. */
import { hides, type WorldBase } from "#shared/sim/index.ts";
import { Broadcaster, type RosterSource } from "../broadcast/broadcaster.ts";
import type { EpochHistory } from "../broadcast/epoch-history.ts";
import { FrameSigner } from "../broadcast/frame-signer.ts";
import { InputBuffer, type IsHost } from "./inputs/input-buffer.ts";
import type { Records } from "./log/records.ts";
import { Backfill } from "./seats/backfill.ts";
import { Presence } from "./seats/presence.ts";
import type { Seats } from "./seats/seats.ts";
import type { MatchSpec } from "./spec.ts";
import type { SpectatorDelay } from "./spectate/spectator-delay.ts";

export interface CourseParts {
  readonly spec: MatchSpec;
  readonly world: WorldBase;
  readonly records: Records;
  readonly spectatorDelay: SpectatorDelay;
}

/** What a match has for all of its courses. */
export interface CourseSurroundings {
  readonly epochs: EpochHistory;
  readonly roster: RosterSource;
  readonly signingKey: Uint8Array;
  readonly isHost: IsHost;
  readonly seats: Seats;
}

export class Course implements CourseParts {
  readonly spec: MatchSpec;
  readonly world: WorldBase;
  readonly records: Records;
  readonly spectatorDelay: SpectatorDelay;
  readonly broadcaster: Broadcaster;
  readonly backfill: Backfill;
  readonly inputBuffer: InputBuffer;
  readonly presence: Presence;

  constructor(
    { spec, world, records, spectatorDelay }: CourseParts,
    { epochs, roster, signingKey, isHost, seats: matchSeats }: CourseSurroundings,
  ) {
    const { layout } = world;
    const { seats } = layout.config;
    this.spec = spec;
    this.world = world;
    this.records = records;
    this.spectatorDelay = spectatorDelay;
    // Of a game that hides something, no client knows all that a crash has lost.
    const signer = hides(layout.game) ? undefined : new FrameSigner(signingKey, epochs.generation);
    this.broadcaster = new Broadcaster({ layout, epochs, delay: 0, rosterSource: roster, signer });
    const { fillTo = seats }: Readonly<Record<string, number>> = { ...layout.config };
    this.backfill = new Backfill(seats, fillTo, layout.tickRate);
    this.inputBuffer = new InputBuffer(world, isHost);
    this.presence = new Presence(matchSeats, layout.tickRate);
  }
}
