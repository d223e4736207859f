/** Where the player's matches run, how far that is, and the choice of another region. */
import { html, nothing, type TemplateResult } from "lit-html";
import { logFault } from "#client/faults.ts";
import { ApiFailure } from "#client/net/api.ts";
import type { KnownRegion } from "#client/net/regions.ts";
import type { PageScope } from "../page-scope.ts";
import type { Shell } from "../shell.ts";
import { whenResting } from "./ahead.ts";

/** From so many milliseconds on a round trip is felt, and then is a burden. */
const FELT = 60;
const BURDEN = 120;

const toneOf = (rtt: number): string => (rtt < FELT ? "good" : rtt < BURDEN ? "warn" : "bad");

const milliseconds = (rtt: number): string => `${Math.max(1, Math.round(rtt))} ms`;

/** "Europe, west: 24 ms". */
const nameOf = ({ name, rtt }: KnownRegion): string => (rtt === undefined ? name : `${name}: ${milliseconds(rtt)}`);

export class RegionField {
  readonly #shell: Shell;
  #measuring: PageScope | undefined;

  constructor(shell: Shell) {
    this.#shell = shell;
    if (!shell.regions.fresh) whenResting(() => void this.#measure(), shell.scope.signal);
  }

  /** Loads what measures, and measures. Without an answer the server chooses the region, by the player's address. */
  async #ask(
    work: (measure: typeof import("./start-measure.ts"), signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const { scope, redraw } = this.#shell;
    this.#measuring = scope.within(this.#measuring);
    try {
      await this.#measuring.ask(async (signal) => work(await import("./start-measure.ts"), signal));
    } catch (error) {
      if (!(error instanceof ApiFailure)) logFault("regions_failed", {}, error);
    }
    redraw();
  }

  #measure(): Promise<void> {
    return this.#ask((code, signal) => code.measureRegions(this.#shell, signal));
  }

  #choose(region: string): void {
    const { regions, settings, redraw } = this.#shell;
    settings.set({ region });
    redraw();
    const chosen = regions.known.find((one) => one.region === region);
    if (chosen && chosen.rtt === undefined)
      void this.#ask((code, signal) => code.measureRegion(regions, chosen, signal));
  }

  view(): TemplateResult {
    const { known, wanted } = this.#shell.regions;
    return html`
      <div class="field region" data-testid="region">
        <span class="line">
          ${known.length === 1 ? html`<span>Region</span>` : html`<label for="region">Region</label>`}
          <span class="rtt ${wanted?.rtt === undefined ? "" : toneOf(wanted.rtt)}" data-testid="ping" translate="no">${
            wanted?.rtt === undefined ? nothing : milliseconds(wanted.rtt)
          }</span>
        </span>
        ${known.length === 1 ? html`<span class="sole">${known[0].name}</span>` : this.#choice(known)}
      </div>`;
  }

  #choice(known: readonly KnownRegion[]): TemplateResult {
    const { nearest } = this.#shell.regions;
    const { region: chosen } = this.#shell.settings.value;
    const option = (one: KnownRegion) =>
      html`<option value=${one.region} .selected=${one.region === chosen}>${nameOf(one)}</option>`;
    const far = known.filter((one) => one.far);
    return html`
      <select id="region" data-testid="region-choice" ?disabled=${known.length === 0}
        @change=${({ target }: Event) => target instanceof HTMLSelectElement && this.#choose(target.value)}>
        <option value="" .selected=${!known.some(({ region }) => region === chosen)}>${nearest ? `${nearest.name} (automatic)` : "Automatic"}</option>
        ${known.filter((one) => !one.far).map(option)}
        ${far.length === 0 ? nothing : html`<optgroup label="Farther away">${far.map(option)}</optgroup>`}
      </select>`;
  }
}
