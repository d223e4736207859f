/** What a tick of the recorded match is in every coding, to one client. */

import { keep, show } from "../results.ts";
import { round } from "../statistics.ts";
import { bytesBench } from "./codings/bench.ts";

const SIZES = [16, 64] as const;
const SECONDS = 60;

export async function bytes(): Promise<void> {
  for (const seats of SIZES) {
    const codings = await bytesBench(seats, SECONDS);
    const best = codings.colyseusQuantised;
    const rows = Object.entries(codings).map(([coding, { median, p99, perSecond }]) => {
      keep(`bytes.${seats}.${coding}`, median);
      return {
        coding,
        "median bytes a tick": median,
        p99,
        "KB/s a client": round(perSecond / 1000),
        "of Colyseus' best case": round(median / best.median),
      };
    });
    show(`Bytes, ${seats} players, ${SECONDS} s of the same match`, rows);
  }
}
