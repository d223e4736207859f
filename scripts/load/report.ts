/** What a load run found, for people and for machines. */
import type { Gauges, Times } from "#client/bots/gauges.ts";
import { bill, logRowsAnHour } from "#shared/bill.ts";
import type { LoadOptions } from "./options.ts";

/** What was counted in the seconds of play, after all players had joined. */
export interface Window {
  readonly seconds: number;
  readonly frames: number;
  readonly bytesDown: number;
  readonly bytesUp: number;
  readonly messagesUp: number;
}

const round = (n: number, digits = 1): number => Number(n.toFixed(digits));

const spread = (times: Times) => ({ p50: round(times.at(50)), p99: round(times.at(99)), max: round(times.max) });

export function report(options: LoadOptions, gauges: Gauges, { seconds, ...counts }: Window) {
  const clients = Math.max(1, gauges.seated);
  const rate = (n: number) => n / clients / seconds;
  const messages = rate(counts.messagesUp) * options.players * 3600;
  const hour = bill({
    requests: 2 * clients,
    messages,
    seconds: 3600 * options.matches,
    rowsWritten: clients + logRowsAnHour(options.players / options.matches) * options.matches,
  });
  return {
    joins: {
      asked: gauges.asked,
      seated: gauges.seated,
      refused: gauges.refused,
      timeToSeatMs: spread(gauges.seat),
      timeToFirstFrameMs: spread(gauges.firstFrame),
    },
    framesPerClientSecond: round(rate(counts.frames), 2),
    frameGapMs: spread(gauges.gap),
    inputToEchoMs: spread(gauges.echo),
    bytesDownPerClientSecond: Math.round(rate(counts.bytesDown)),
    bytesUpPerClientSecond: Math.round(rate(counts.bytesUp)),
    messagesUpPerClientSecond: round(rate(counts.messagesUp), 2),
    hashMismatches: gauges.mismatches,
    lost: gauges.lost,
    closes: Object.fromEntries(gauges.closes),
    dollarsAnHour: round(hour, 4),
    refusals: [...gauges.refusals],
  };
}

export type Report = ReturnType<typeof report>;

/** Whether the server did all that it should. */
export const isGood = ({ joins, hashMismatches, lost }: Report): boolean =>
  joins.refused === 0 && joins.seated > 0 && hashMismatches === 0 && lost === 0;

const line = (label: string, text: string): string => `  ${label.padEnd(28)}${text}`;
const ms = ({ p50, p99, max }: Report["frameGapMs"]): string => `p50 ${p50}   p99 ${p99}   max ${max} ms`;

export function inWords(r: Report): string {
  const closes = Object.entries(r.closes).map(([code, count]) => `${count} by ${code}`);
  return [
    line("joins", `${r.joins.asked} asked, ${r.joins.seated} seated, ${r.joins.refused} refused`),
    ...r.refusals.map((reason) => line("", reason)),
    line("time to seat", ms(r.joins.timeToSeatMs)),
    line("time to first frame", ms(r.joins.timeToFirstFrameMs)),
    line("frames a client a second", String(r.framesPerClientSecond)),
    line("gap between frames", ms(r.frameGapMs)),
    line("input to its echo", ms(r.inputToEchoMs)),
    line("down, a client a second", `${r.bytesDownPerClientSecond} bytes`),
    line("up, a client a second", `${r.bytesUpPerClientSecond} bytes in ${r.messagesUpPerClientSecond} messages`),
    line("hash mismatches", String(r.hashMismatches)),
    line("lost", r.lost === 0 ? "0" : `${r.lost} (${closes.join(", ")})`),
    line("at Cloudflare's list prices", `$${r.dollarsAnHour} an hour`),
  ].join("\n");
}
