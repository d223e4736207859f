/** What the host of a private match has beside the others: settings, teams, and who may be here. Loaded when needed. */
import "../styles/host.css";
import { html, nothing, type TemplateResult } from "lit-html";
import type { Session } from "#client/session/types.ts";
import { type HostAct, REFUSED } from "#shared/protocol/index.ts";
import { type Layout, SEAT, type WorldBase } from "#shared/sim/index.ts";
import { icons } from "../parts/icons.ts";
import { offered } from "./facts.ts";
import { type HostChoice, hostForm } from "./host-form.ts";

export interface HostPanelOptions {
  readonly session: Session;
  redraw(): void;
}

/** Where the host's last wish was pressed: why it was refused is said there. */
type Place = "tools" | "settings" | `seat ${number}`;

const WHY: Readonly<Record<number, string>> = {
  [REFUSED.notHost]: "Another player is host by now.",
  [REFUSED.roundIsOn]: "Not while a round is on.",
  [REFUSED.hostTooOften]: "One moment: that was too much at once. Try again.",
  [REFUSED.noSuchPlayer]: "This player has just left.",
  [REFUSED.badSetting]: "The server does not take these settings. Choose fewer seats or bots.",
  [REFUSED.tooFewSeats]: "There are more players here than seats in these settings.",
  [REFUSED.noTeams]: "There are no teams in this match.",
  [REFUSED.barredFull]: "No more players can be barred. Lock the match instead.",
};

const isEqual = (a: HostChoice, b: HostChoice): boolean =>
  a.delay === b.delay && Object.keys(a.values).every((name) => a.values[name] === b.values[name]);

export class HostPanel {
  readonly #options: HostPanelOptions;
  #open: boolean;
  /** What the host has chosen and not applied; undefined where it is what is set. */
  #draft: { readonly choice: HostChoice; readonly of: Layout } | undefined;
  /** Whose row is unfolded, and whether the host is asked once more. */
  #row: { readonly seat: number; readonly asks: boolean } | undefined;
  #place: Place | undefined;
  /** The round is to begin once the match has begun anew: then its layout is another one. */
  #starts: Layout | undefined;

  constructor(options: HostPanelOptions) {
    this.#options = options;
    // A player who has just made a match is to see what can be set.
    this.#open = options.session.seats.filter(({ kind }) => kind >= SEAT.person).length < 2;
  }

  #ask(place: Place, act: HostAct): void {
    this.#place = place;
    this.#options.session.askAsHost?.(act);
    this.#options.redraw();
  }

  /** The round begins, though not all are ready. */
  #start(): void {
    this.#options.session.command?.({ name: "start", args: {} });
  }

  #problem(place: Place): TemplateResult | typeof nothing {
    const { hostRefusal: reason } = this.#options.session;
    if (reason === undefined || this.#place !== place) return nothing;
    return html`<p class="problem" role="alert">${WHY[reason] ?? "That did not work."}</p>`;
  }

  #set({ config }: Layout): HostChoice {
    return { values: { ...config }, delay: this.#options.session.host?.delay ?? 0 };
  }

  #choice(layout: Layout): HostChoice {
    return this.#draft?.of === layout ? this.#draft.choice : this.#set(layout);
  }

  /** Asks for what has been chosen. */
  #apply(layout: Layout): void {
    const { values, delay } = this.#choice(layout);
    this.#ask("settings", { act: "settings", delay, values: offered(layout).map(([name]) => values[name]) });
  }

  lobby(world: WorldBase): TemplateResult {
    const { layout } = world;
    if (this.#starts && this.#starts !== layout) {
      this.#starts = undefined;
      this.#start();
    }
    const locked = this.#options.session.host?.locked === true;
    const hasTeams = (layout.game.teamOf?.(layout.config, 0) ?? -1) >= 0;
    const fold = () => {
      this.#open = !this.#open;
      this.#options.redraw();
    };
    return html`
      <section class="host" aria-labelledby="host-title" data-testid="host" @keydown=${stay}>
        <header>
          <h3 id="host-title">You are host</h3>
          <button class="small" aria-expanded=${this.#open} aria-controls="host-settings" data-testid="host-settings-fold" @click=${fold}>
            ${icons.gear} Settings
          </button>
        </header>
        <div class="row tools">
          <button class="small" data-testid="host-start" @click=${() => this.#start()}>${icons.play} Start now</button>
          <button class="small ${locked ? "on" : ""}" aria-pressed=${locked} data-testid="host-lock"
            @click=${() => this.#ask("tools", { act: "lock", locked: !locked })}>${icons.lock} ${locked ? "Locked" : "Lock"}</button>
          ${
            hasTeams
              ? html`
                <button class="small" data-testid="host-shuffle"
                  @click=${() => this.#ask("tools", { act: "shuffle", seed: Math.floor(Math.random() * 2 ** 31) })}>Shuffle teams</button>
                <button class="small" data-testid="host-balance" @click=${() => this.#ask("tools", { act: "balance" })}>Even teams</button>`
              : nothing
          }
        </div>
        ${this.#problem("tools")}
        <div id="host-settings" ?hidden=${!this.#open}>${this.#open ? this.#form(layout, "lobby") : nothing}</div>
      </section>`;
  }

  #form(layout: Layout, id: "lobby" | "results"): TemplateResult {
    const choice = this.#choice(layout);
    const isSet = isEqual(choice, this.#set(layout));
    const { redraw } = this.#options;
    const change = (next: HostChoice) => {
      this.#draft = { choice: next, of: layout };
      redraw();
    };
    const submit = (event: Event) => {
      event.preventDefault();
      if (id === "results" && isSet) this.#start();
      else this.#apply(layout);
      this.#starts = id === "results" && !isSet ? layout : undefined;
    };
    const reset = () => {
      this.#draft = undefined;
      redraw();
    };
    return html`
      <form @submit=${submit}>
        ${hostForm({ layout, choice, id, change })}
        ${this.#problem("settings")}
        <div class="row">
          ${
            id === "lobby"
              ? html`<button class="small ${isSet ? "" : "primary"}" ?disabled=${isSet} data-testid="host-apply">${isSet ? "As set" : "Apply"}</button>`
              : html`<button class="small primary" data-testid="host-apply-again">${icons.again} Play again with these settings</button>`
          }
          ${isSet ? nothing : html`<button type="button" class="small quiet" data-testid="host-reset" @click=${reset}>Undo</button>`}
        </div>
      </form>`;
  }

  /** In a player's row: what the host can do with this player. */
  row(world: WorldBase, seat: number, name: string): TemplateResult | typeof nothing {
    const { session, redraw } = this.#options;
    const isPlayer = session.seats.some((entry) => entry.seat === seat && entry.kind >= SEAT.person);
    const { game, config } = world.layout;
    const hasTeams = (game.teamOf?.(config, seat) ?? -1) >= 0;
    if (!isPlayer || (seat === session.seat && !hasTeams)) return nothing;
    const isOpen = this.#row?.seat === seat;
    const toggle = () => {
      this.#row = isOpen ? undefined : { seat, asks: false };
      redraw();
    };
    return html`
      <button class="quiet small more" aria-expanded=${isOpen} aria-label=${`Host: ${name}`} data-testid=${`host-row-${seat}`}
        @click=${toggle}>${icons.more}</button>
      ${isOpen ? this.#deeds(world, seat, name) : nothing}
      ${this.#problem(`seat ${seat}`)}`;
  }

  #deeds(world: WorldBase, seat: number, name: string): TemplateResult {
    const { session, redraw } = this.#options;
    const place: Place = `seat ${seat}`;
    const does = (act: HostAct) => () => {
      this.#row = undefined;
      this.#ask(place, act);
    };
    const asks = (asked: boolean) => () => {
      this.#row = { seat, asks: asked };
      redraw();
    };
    if (this.#row?.asks)
      return html`
        <div class="row deeds" role="group" aria-label=${`Remove ${name}?`}>
          <button class="small danger" data-testid="host-remove-now" @click=${does({ act: "remove", seat, bar: false })}>Remove</button>
          <button class="small danger" data-testid="host-bar" @click=${does({ act: "remove", seat, bar: true })}>Remove for good</button>
          <button class="small quiet" @click=${asks(false)}>Cancel</button>
        </div>`;
    return html`
      <div class="row deeds" role="group" aria-label=${name}>
        ${this.#moves(world, seat).map(
          ({ label, other }) =>
            html`<button class="small" data-testid=${`host-move-${other}`} @click=${does({ act: "exchange", seat, other })}>${label}</button>`,
        )}
        ${
          seat === session.seat
            ? nothing
            : html`
              <button class="small" data-testid="host-hand-over" @click=${does({ act: "handOver", seat })}>Make host</button>
              <button class="small" data-testid="host-remove" @click=${asks(true)}>Remove …</button>`
        }
      </div>`;
  }

  /** To a seat of another team that no player has; where there is none, in exchange with a player there. */
  #moves(
    { layout: { game, config } }: WorldBase,
    seat: number,
  ): readonly { readonly label: string; readonly other: number }[] {
    const teamOf = (one: number) => game.teamOf?.(config, one) ?? -1;
    const players = new Map(
      this.#options.session.seats.filter(({ kind }) => kind >= SEAT.person).map((entry) => [entry.seat, entry.name]),
    );
    const seats = Array.from({ length: config.seats }, (_, one) => one).filter((one) => teamOf(one) !== teamOf(seat));
    const teams = [...new Set(seats.map(teamOf))];
    return teams.flatMap((team) => {
      const of = seats.filter((one) => teamOf(one) === team);
      const free = of.find((one) => !players.has(one));
      const label = teams.length === 1 ? "Other team" : `Team ${team + 1}`;
      if (free !== undefined) return [{ label, other: free }];
      return of.map((one) => ({ label: `Swap with ${players.get(one)}`, other: one }));
    });
  }

  results(world: WorldBase): TemplateResult {
    if (this.#options.session.hostRefusal !== undefined) this.#starts = undefined;
    return html`
      <details class="host" data-testid="host-again" @keydown=${stay}>
        <summary>Settings of the next round</summary>
        ${this.#form(world.layout, "results")}
      </details>`;
  }
}

/** Keys that are pressed in a field are not the match's. */
function stay(event: Event): void {
  if (event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement) event.stopPropagation();
}
