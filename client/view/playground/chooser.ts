/** Which match is connected to, as which role, and what the handshake offers. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { OfferedGame } from "#client/net/games-api.ts";
import type { Target, Wanted } from "#client/session/playground/wanted.ts";
import type { MatchRow } from "#shared/monitor/index.ts";
import { EDITIONS, type MatchInfo, readCode, subprotocolOf } from "#shared/protocol/index.ts";
import { select, textField } from "./fields.ts";
import { settled, typedNumber } from "./typing.ts";

export type Role = Wanted["role"];

type Where = "new" | "quick" | "listed" | "code";

const WHERE: Readonly<Record<Where, string>> = {
  new: "a new private match",
  quick: "quick play",
  listed: "a match of the live list",
  code: "a match by its code",
};

const ROLES: Readonly<Record<Role, string>> = {
  player: "Player",
  spectator: "Spectator (by a relay)",
  operator: "Operator (without delay)",
};

export interface ChooserOptions {
  readonly games: readonly OfferedGame[];
  /** The live list; undefined before it has come. */
  listed(): readonly MatchInfo[] | undefined;
  /** All matches, as the monitor knows them. */
  all(): readonly MatchRow[];
  /** Fetches the live list again. */
  refresh(): void;
  connect(wanted: Wanted): void;
  redraw(): void;
}

export class Chooser {
  readonly #options: ChooserOptions;
  #role: Role = "player";
  #where: Where = "new";
  #game: string;
  #mode = "";
  #settings: Readonly<Record<string, number>> = {};
  #code = "";
  #object = "";
  #edition = EDITIONS[0];
  #rules = false;
  #name = "Playground";
  #problem = "";

  /** @param object the match that the address names, by its object's id */
  constructor(options: ChooserOptions, object: string | undefined) {
    this.#options = options;
    this.#game = options.games[0]?.name ?? "";
    if (object === undefined) return;
    this.#role = "operator";
    this.#object = object;
  }

  #set(change: () => void): void {
    change();
    this.#problem = "";
    this.#options.redraw();
  }

  get #info(): OfferedGame | undefined {
    return this.#options.games.find(({ name }) => name === this.#game);
  }

  get #modeName(): string {
    const modes = Object.keys(this.#info?.modes ?? {});
    return modes.includes(this.#mode) ? this.#mode : (modes[0] ?? "");
  }

  /** @returns undefined where something is missing: the problem says what */
  #target(): Target | undefined {
    if (this.#role === "operator") {
      const [first] = this.#options.all();
      const id = this.#object || first?.id;
      if (id === undefined) {
        this.#problem = "The monitor knows of no match. Connect as a player to a new one first.";
        return undefined;
      }
      return { kind: "object", id };
    }
    if (this.#where === "new")
      return { kind: "new", game: this.#game, mode: this.#modeName, settings: { ...this.#settings } };
    if (this.#where === "quick") return { kind: "quick", game: this.#game, mode: this.#modeName };
    const listed = this.#options.listed() ?? [];
    const text =
      this.#where === "listed" ? (listed.find(({ code }) => code === this.#code) ?? listed[0])?.code : this.#code;
    const code = readCode((text ?? "").replace(/\s/g, "").split("/").at(-1) ?? "");
    if (code === undefined) {
      this.#problem =
        this.#where === "listed"
          ? "No match is listed just now. Open a new one."
          : "A code has ten letters and digits; the link to the match does too.";
      return undefined;
    }
    return { kind: "code", code };
  }

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    this.#problem = "";
    const target = this.#target();
    if (target) {
      this.#options.connect({
        ...{ target, role: this.#role, edition: this.#edition, rules: this.#rules },
        name: this.#name.trim() || "Playground",
      });
    }
    this.#options.redraw();
  };

  view(): TemplateResult {
    return html`
      <form class="panel play-chooser" aria-labelledby="play-chooser" @submit=${this.#submit}>
        <h2 id="play-chooser">Connect</h2>
        <div class="play-fields">
          ${select("Role", "play-role", ROLES, this.#role, (role) => this.#set(() => (this.#role = role)))}
          ${this.#role === "operator" ? this.#objects() : this.#matches()}
          ${
            this.#role === "player"
              ? textField("Name", "play-name", this.#name, (text) => (this.#name = text))
              : nothing
          }
          ${select(
            "Edition",
            "play-edition",
            Object.fromEntries(EDITIONS.map((edition) => [edition, subprotocolOf(edition)])),
            String(this.#edition),
            (edition) => this.#set(() => (this.#edition = Number(edition))),
          )}
          ${select(
            "Offers",
            "play-rules",
            { no: "no rules: the state stream", yes: "the game's rules: the rules stream" },
            this.#rules ? "yes" : "no",
            (rules) => this.#set(() => (this.#rules = rules === "yes")),
          )}
        </div>
        ${this.#role !== "operator" && this.#where === "new" ? this.#settingsView() : nothing}
        <p class="problem" role="alert">${this.#problem}</p>
        <div class="row"><button class="primary" data-testid="play-connect">Connect</button></div>
      </form>`;
  }

  #matches(): TemplateResult {
    const { games } = this.#options;
    const isGame = this.#where === "new" || this.#where === "quick";
    return html`
      ${select("Match", "play-where", WHERE, this.#where, (where) =>
        this.#set(() => {
          this.#where = where;
          if (where === "listed") this.#options.refresh();
        }),
      )}
      ${
        isGame
          ? html`
            ${select(
              "Game",
              "play-game",
              Object.fromEntries(games.map(({ name }) => [name, name])),
              this.#game,
              (game) =>
                this.#set(() => {
                  this.#game = game;
                  this.#settings = {};
                }),
            )}
            ${select("Mode", "play-mode", this.#info?.modes ?? {}, this.#modeName, (mode) => this.#set(() => (this.#mode = mode)))}`
          : nothing
      }
      ${this.#where === "listed" ? this.#list() : nothing}
      ${this.#where === "code" ? textField("Code or link", "play-code", this.#code, (text) => (this.#code = text)) : nothing}`;
  }

  #list(): TemplateResult {
    const listed = this.#options.listed();
    if (listed === undefined) return html`<p role="status">Asking for the list …</p>`;
    const titles = Object.fromEntries(
      listed.map(({ code, game, mode, players, seats, status }) => [
        code,
        `${code.slice(0, 4)}… ${game} ${mode}, ${players} of ${seats}, ${status}`,
      ]),
    );
    const shown = listed.length === 0 ? { "": "none is listed now" } : titles;
    return html`${select("Which", "play-listed", shown, this.#code in titles ? this.#code : (listed[0]?.code ?? ""), (code) => this.#set(() => (this.#code = code)))}
      <button type="button" class="small" @click=${() => this.#options.refresh()}>Ask again</button>`;
  }

  #objects(): TemplateResult {
    const all = this.#options.all();
    const titles = Object.fromEntries(
      all.map(({ id, code, game, mode, players, status }) => [
        id,
        `${code} ${game} ${mode}, ${players} players, ${status}`,
      ]),
    );
    const shown =
      this.#object !== "" && !(this.#object in titles)
        ? { ...titles, [this.#object]: `${this.#object.slice(0, 8)}…` }
        : titles;
    const none = Object.keys(shown).length === 0 ? { "": "the monitor knows of none" } : shown;
    return select("Match", "play-object", none, this.#object || (all[0]?.id ?? ""), (id) =>
      this.#set(() => (this.#object = id)),
    );
  }

  #settingsView(): TemplateResult {
    const settings = Object.entries(this.#info?.settings ?? {}).filter(([, { min, max }]) => min < max);
    return html`
      <details>
        <summary>Settings</summary>
        <div class="play-fields">
          ${settings.map(
            ([name, { min, max, default: usual }]) => html`
            <label class="field"><span>${name}, ${min} to ${max}</span>
              <input id="play-setting-${name}" type="number" min=${min} max=${max} placeholder="as the mode says; else ${usual}"
                .value=${settled(`play-setting-${name}`, this.#settings[name] ?? "")} @input=${(event: Event) => this.#choose(name, typedNumber(event))} />
            </label>`,
          )}
        </div>
      </details>`;
  }

  #choose(name: string, value: number | undefined): void {
    const { [name]: _, ...others } = this.#settings;
    this.#set(() => (this.#settings = value === undefined ? others : { ...others, [name]: value }));
  }
}
