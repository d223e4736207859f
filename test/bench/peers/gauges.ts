/** What the players of one load process have seen, since the measurement began. */
import { createHistogram } from "node:perf_hooks";
import { turnBetween } from "../../../shared/sim/index.ts";
import type { Seen } from "./orders.ts";
import { ECHO_TOLERANCE, type Input, type LoadClient } from "./target.ts";

/** Milliseconds after which a probe counts as lost. */
const PATIENCE = 1000;
/** Steps of aim that no tremor reaches: a probing player's jump. */
const JUMP = 100;

export class Gauges {
  /** In microseconds. */
  readonly #gaps = createHistogram();
  readonly #echoes = createHistogram();
  readonly #start = performance.now();
  #bytes = 0;
  #messages = 0;
  readonly #clients: { readonly client: LoadClient; readonly before: number }[] = [];
  #lost = 0;
  #raw = 0;

  /** Counts what a raw client is sent. */
  count(client: LoadClient): void {
    this.#raw += 1;
    let last: number | undefined;
    client.onMessage = (bytes, now) => {
      this.#bytes += bytes;
      this.#messages += 1;
      if (last !== undefined) this.#gaps.record(Math.max(1, Math.round((now - last) * 1000)));
      last = now;
    };
  }

  /** Times how soon each jump of a decoding client's aim is in its state. Answers with what to call at each input. */
  probe(client: LoadClient): (input: Input) => void {
    let waiting: { readonly aim: number; readonly since: number } | undefined;
    let sent = 0;
    let embodied = true;
    client.onEcho = (aim, now) => {
      embodied = aim !== undefined;
      if (aim === undefined) {
        waiting = undefined;
        return;
      }
      if (!waiting || Math.abs(aim - waiting.aim) > ECHO_TOLERANCE) return;
      this.#echoes.record(Math.max(1, Math.round((now - waiting.since) * 1000)));
      waiting = undefined;
    };
    return ({ aim }) => {
      const since = performance.now();
      if (waiting && since - waiting.since > PATIENCE) {
        this.#lost += 1;
        waiting = undefined;
      }
      const jump = Math.abs(turnBetween(sent, aim)) > JUMP;
      if (jump && embodied) waiting ??= { aim, since };
      sent = aim;
    };
  }

  /** A player is there, whether counted, probing, or neither. */
  add(client: LoadClient): void {
    this.#clients.push({ client, before: client.messagesUp });
  }

  read(): Seen {
    const seconds = (performance.now() - this.#start) / 1000;
    const up = this.#clients.reduce((sum, { client, before }) => sum + client.messagesUp - before, 0);
    const ms = (microseconds: number) => microseconds / 1000;
    return {
      gapP50: ms(this.#gaps.percentile(50)),
      gapP99: ms(this.#gaps.percentile(99)),
      gapMax: ms(this.#gaps.max),
      echoP50: ms(this.#echoes.percentile(50)),
      echoP99: ms(this.#echoes.percentile(99)),
      lost: this.#lost,
      bytesPerClientSecond: this.#bytes / this.#raw / seconds,
      messagesPerClientSecond: this.#messages / this.#raw / seconds,
      messagesUpPerClientSecond: up / this.#clients.length / seconds,
    };
  }
}
