/** What is sent by hand: a form, bytes, JSON, or what is wrong on purpose; once, or again and again. */
import { html, nothing, type TemplateResult } from "lit-html";
import { live } from "lit-html/directives/live.js";
import { LEAST_EVERY_MS } from "#client/session/playground/autopilot.ts";
import type { PlaygroundConnection } from "#client/session/playground/connection.ts";
import { anatomyOf } from "#client/session/playground/parts.ts";
import { namesOf } from "#client/session/playground/sent.ts";
import { BAD, type Typed, typedHex, typedJson } from "#client/session/playground/typed.ts";
import { bytesView } from "./bytes-view.ts";
import { FormView } from "./form-view.ts";
import { settled, typedNumber } from "./typing.ts";

const WAYS = { form: "A form", json: "JSON", hex: "Bytes", bad: "Wrong on purpose" } as const;
/** Nothing is sent more seldom. Milliseconds. */
const MOST_EVERY_MS = 60_000;
type Way = keyof typeof WAYS;

const isWay = (text: string): text is Way => Object.hasOwn(WAYS, text);

export class Composer {
  readonly #connection: PlaygroundConnection;
  readonly #redraw: () => void;
  readonly #form: FormView;
  readonly #everyId: string;
  #way: Way = "form";
  #json = "[1, 0, 0]";
  #hex = "93 01 00 00";
  #bad = BAD[0].id;
  #every = 100;

  constructor(key: string, connection: PlaygroundConnection, redraw: () => void) {
    this.#connection = connection;
    this.#redraw = redraw;
    this.#everyId = `${key}-every`;
    this.#form = new FormView(key, connection.autopilot, redraw);
  }

  #set(change: () => void): void {
    change();
    this.#redraw();
  }

  #typed(): Typed {
    switch (this.#way) {
      case "form":
        return this.#form.payload(this.#connection.forms);
      case "json":
        return typedJson(this.#json);
      case "hex":
        return typedHex(this.#hex);
      case "bad":
        return { ok: true, payload: (BAD.find(({ id }) => id === this.#bad) ?? BAD[0]).payload };
    }
  }

  #send(): void {
    const typed = this.#typed();
    if (typed.ok && this.#connection.send(typed.payload)) this.#sent();
    this.#redraw();
  }

  #pace(ms = this.#every): void {
    this.#every = Math.min(MOST_EVERY_MS, Math.max(LEAST_EVERY_MS, Math.round(ms)));
  }

  #sent(): void {
    if (this.#way === "form") this.#form.sent(this.#connection.forms);
  }

  #repeat(): void {
    const { autopilot } = this.#connection;
    if (autopilot.repeats) autopilot.stop();
    else
      autopilot.repeat(this.#every, () => {
        const typed = this.#typed();
        if (!typed.ok) return undefined;
        this.#sent();
        return typed.payload;
      });
    this.#redraw();
  }

  view(): TemplateResult {
    const typed = this.#typed();
    const { autopilot, isOpen } = this.#connection;
    const pick = ({ target }: Event) => {
      if (target instanceof HTMLButtonElement && isWay(target.value))
        this.#set(() => (this.#way = target.value as Way));
    };
    return html`
      <div class="row play-ways" role="group" aria-label="How it is made">
        ${Object.entries(WAYS).map(
          ([way, title]) =>
            html`<button class="small" value=${way} aria-pressed=${way === this.#way} data-testid="play-way-${way}" @click=${pick}>${title}</button>`,
        )}
      </div>
      ${this.#wayView()}
      <p class="problem" role="alert">${typed.ok ? nothing : typed.problem}</p>
      <div class="row">
        <button class="small primary" ?disabled=${!isOpen || !typed.ok} data-testid="play-send" @click=${() => this.#send()}>Send</button>
        <button class="small" ?disabled=${!isOpen || !typed.ok} aria-pressed=${autopilot.repeats} data-testid="play-repeat" @click=${() => this.#repeat()}>
          ${autopilot.repeats ? "Stop" : `Send every ${this.#every} ms`}</button>
        <input class="play-every" id=${this.#everyId} type="number" min=${LEAST_EVERY_MS} max=${MOST_EVERY_MS} aria-label="Milliseconds between two"
          .value=${settled(this.#everyId, this.#every)} @input=${(event: Event) => this.#set(() => this.#pace(typedNumber(event)))} /><span>ms</span>
        <label><input type="checkbox" .checked=${live(autopilot.pings)} data-testid="play-pings"
          @change=${() => this.#set(() => (autopilot.pings = !autopilot.pings))} /> Ping every 2 s, with the newest mark</label>
      </div>
      ${typed.ok ? this.#preview(typed.payload) : nothing}`;
  }

  #preview(payload: Uint8Array | string): TemplateResult {
    if (typeof payload === "string") return html`<p class="dim">The text “${payload}”.</p>`;
    const anatomy = anatomyOf(payload);
    return html`
      <details open>
        <summary>${payload.length} bytes</summary>
        ${this.#way === "form" ? html`<p><code data-testid="play-json">${this.#form.json(this.#connection.forms)}</code></p>` : nothing}
        ${bytesView(payload, anatomy, namesOf(anatomy, this.#connection.forms))}
      </details>`;
  }

  #wayView(): TemplateResult {
    switch (this.#way) {
      case "form":
        return this.#form.view(this.#connection.forms);
      case "json":
        return this.#text(
          "An array is one message; several arrays in one travel together",
          this.#json,
          (text) => (this.#json = text),
        );
      case "hex":
        return this.#text("Bytes, two hexadecimal digits each", this.#hex, (text) => (this.#hex = text));
      case "bad":
        return html`
          <label class="field"><span>What is wrong</span>
            <select data-testid="play-bad" .value=${live(this.#bad)} @change=${({ target }: Event) => target instanceof HTMLSelectElement && this.#set(() => (this.#bad = target.value))}>
              ${BAD.map(({ id, title, expect }) => html`<option value=${id} ?selected=${id === this.#bad}>${title} (${expect})</option>`)}
            </select></label>`;
    }
  }

  #text(label: string, value: string, put: (text: string) => void): TemplateResult {
    return html`
      <label class="field"><span>${label}</span>
        <textarea rows="2" spellcheck="false" data-testid="play-text" .value=${live(value)}
          @input=${({ target }: Event) => target instanceof HTMLTextAreaElement && this.#set(() => put(target.value))}></textarea></label>`;
  }
}
