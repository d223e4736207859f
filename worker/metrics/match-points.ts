/** Tells Workers Analytics Engine how a match does: at most once a minute, with a report that it makes anyway. */
import type { MatchRow, Vitals } from "#shared/monitor/index.ts";
import { blobsOf, doublesOf } from "./columns.ts";
import { MOST_INDEX } from "./count-points.ts";

/** The least time between two points of a match, in milliseconds. */
export const POINT_MS = 60_000;

export interface PointPlace {
  readonly game: string;
  readonly mode: string;
  readonly region: string;
}

type Standing = Pick<MatchRow, "status" | "players" | "bots" | "spectators">;
type Totals = Pick<Vitals, "messagesIn" | "bytesIn" | "messagesOut" | "bytesOut" | "dollars">;

export class MatchPoints {
  readonly #dataset: AnalyticsEngineDataset | undefined;
  readonly #place: PointPlace;
  #last: { readonly at: number; readonly status: Standing["status"]; readonly totals: Totals } | undefined;

  /** @param dataset undefined where none is bound: then nothing is told */
  constructor(dataset: AnalyticsEngineDataset | undefined, place: PointPlace) {
    this.#dataset = dataset;
    this.#place = place;
  }

  /** The match reports. Its end is told at once. @param now milliseconds */
  offer({ status, players, bots, spectators }: Standing, vitals: Vitals, now: number): void {
    const last = this.#last;
    const isEnd = status === "ended" && last?.status !== "ended";
    if (!this.#dataset || (last && now - last.at < POINT_MS && !isEnd)) return;
    this.#last = { at: now, status, totals: vitals };
    // Of the first point since the object came into memory it is not known what an earlier one has told.
    const since = (of: keyof Totals) => (last ? Math.max(0, vitals[of] - last.totals[of]) : 0);
    const { game, mode, region } = this.#place;
    this.#dataset.writeDataPoint({
      indexes: [`${game}/${mode}/${region}`.slice(0, MOST_INDEX)],
      blobs: blobsOf("match", "", { game, mode, region, status }),
      doubles: doublesOf({
        scrim_players: players,
        scrim_bots: bots,
        scrim_spectators: spectators,
        scrim_tick_lateness_seconds: vitals.lateMs / 1000,
        scrim_late_ticks_ratio: vitals.lateTicks,
        scrim_late_inputs_ratio: vitals.lateInputs,
        scrim_received_messages_total: since("messagesIn"),
        scrim_received_bytes_total: since("bytesIn"),
        scrim_sent_messages_total: since("messagesOut"),
        scrim_sent_bytes_total: since("bytesOut"),
        scrim_dollars_total: since("dollars"),
      }),
    });
  }
}
