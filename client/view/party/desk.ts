/** The player's party as the page has it: its line, what the player does there, and the way into its matches. */
import { nothing, type TemplateResult } from "lit-html";
import { logFault } from "#client/faults.ts";
import { type Api, ApiFailure } from "#client/net/api.ts";
import { type PartyEnding, PartyLine } from "#client/net/party.ts";
import { adopt, joinParty, lookAtParty, makeParty, tokenOf } from "#client/net/party-api.ts";
import type { Regions } from "#client/net/regions.ts";
import type { PartyMemory } from "#client/party-memory.ts";
import { calledAs, type SettingsStore } from "#client/settings.ts";
import type { Admission } from "#shared/protocol/http.ts";
import type { PartyDown, PartyInfo, PartyMember, PartySnapshot, PartyUpInput } from "#shared/protocol/party.ts";
import { chosenGame, chosenMode } from "../games/index.ts";
import { PageScope } from "../page-scope.ts";
import { parsePath } from "../router.ts";
import { barView } from "./bar.ts";
import { inMatchView, wayView } from "./in-match.ts";
import { Invite } from "./invite.ts";
import { newsOf } from "./news.ts";
import type { PartyActs, ShownPage } from "./types.ts";
import "../styles/party.css";

export interface PartySurroundings {
  api(signal: AbortSignal): Api;
  readonly settings: SettingsStore;
  readonly memory: PartyMemory;
  /** Where the player wants to play. */
  readonly regions: Pick<Regions, "told">;
  /** The page that is shown. */
  page(): ShownPage | undefined;
  enter(admission: Admission): void;
  go(path: string): void;
  /** Waits for a match of this competitive mode. */
  search(game: string, mode: string, region: string): void;
  redraw(): void;
}

/** What the player reads when the party has ended for them. */
const ENDED: Readonly<Record<Exclude<PartyEnding, "elsewhere">, string>> = {
  left: "",
  gone: "This party is over: all have left it.",
  removed: "The leader has removed you from the party.",
  full: "The party is full.",
  outdated: "There is a newer version of this page. Load it again to be in the party.",
  refused: "The party does not understand this page. Load it again.",
};

export class PartyDesk implements PartyActs {
  readonly #around: PartySurroundings;
  /** As long as the player is in this party. */
  #scope = new PageScope();
  #line: PartyLine | undefined;
  #invite: Invite | undefined;
  #code = "";
  #problem = "";
  #news = "";
  /** As it was told before the last change. */
  #before: PartySnapshot | undefined;
  /** The code of the match that the player is on the way to. */
  #going: string | undefined;
  /** The player waits in a queue. */
  #waits = false;
  /** The queue has just called the player into a match. */
  #called = false;
  /** The leader has asked for a match, and has not heard of one yet. */
  #asked = false;

  constructor(around: PartySurroundings) {
    this.#around = around;
    around.settings.watch(() => this.#follow());
  }

  /** Whether the player is in a party. */
  get isOpen(): boolean {
    return this.#line !== undefined;
  }

  get problem(): string {
    return this.#problem;
  }

  get party(): PartySnapshot | undefined {
    return this.#line?.party;
  }

  get #me(): PartyMember | undefined {
    return this.party?.members.find(({ member }) => member === this.party?.you);
  }

  get leads(): boolean {
    const { party } = this;
    return party !== undefined && party.you === party.leader && party.members.filter(({ here }) => here).length > 1;
  }

  /** Whether another member leads. */
  get isLed(): boolean {
    const { party } = this;
    return party !== undefined && party.you !== party.leader;
  }

  /** The party that this tab is in already. */
  enter(): void {
    const { code } = this.#around.memory;
    if (code !== undefined) this.#open(code);
  }

  async make(): Promise<void> {
    const { settings, api, redraw } = this.#around;
    const game = chosenGame(settings.value).name;
    this.#problem = "";
    try {
      const { code } = await makeParty(
        api(this.#scope.signal),
        calledAs(settings.value),
        game,
        chosenMode(settings.value, game),
      );
      this.#open(code);
    } catch (error) {
      this.#problem = this.#wordsOf(error);
    }
    redraw();
  }

  look(code: string, signal: AbortSignal): Promise<PartyInfo> {
    return lookAtParty(this.#around.api(signal), code);
  }

  /** Into a party by its link. @throws {ApiFailure} */
  async join(code: string): Promise<void> {
    if (this.isOpen && this.#code !== code) this.leave();
    if (this.isOpen) return;
    const { api, settings } = this.#around;
    await joinParty(api(this.#scope.signal), code, calledAs(settings.value));
    this.#open(code);
  }

  #open(code: string): void {
    const { api, memory, redraw, regions, settings } = this.#around;
    this.#close();
    this.#code = code;
    this.#problem = "";
    memory.entered(code);
    const scope = this.#scope;
    this.#invite = new Invite(code, scope, redraw);
    this.#line = new PartyLine({
      url: `${location.origin.replace(/^http/, "ws")}/ws/party/${code}`,
      token: () => tokenOf(api(scope.signal)),
      rejoin: () => joinParty(api(scope.signal), code, calledAs(settings.value)),
      rtt: () => regions.told,
      changed: () => this.#changed(),
      heard: (message) => this.#hear(message),
    });
    redraw();
  }

  #close(): void {
    this.#line?.close();
    this.#line = undefined;
    this.#invite = undefined;
    this.#before = undefined;
    this.#going = undefined;
    this.#asked = false;
    this.#scope.end();
    this.#scope = new PageScope();
  }

  leave(): void {
    this.say({ type: "leave" });
    this.#around.memory.left(true);
    this.#close();
    this.#around.redraw();
  }

  takeOver(): void {
    this.#open(this.#code);
  }

  say(message: PartyUpInput): void {
    this.#problem = "";
    if (!this.#line?.say(message) && message.type !== "leave")
      this.#problem = "The line to the party is lost just now. Try again in a moment.";
    this.#around.redraw();
  }

  play(kind: "casual" | "private", settings: Readonly<Record<string, number>> = {}): boolean {
    if (!this.leads) return false;
    this.#follow();
    this.#asked = true;
    this.say({ type: "play", kind, anyway: true, settings: { ...settings } });
    if (this.#problem) this.#asked = false;
    return true;
  }

  #changed(): void {
    const { memory, redraw } = this.#around;
    const { link, party } = this.#line ?? {};
    if (link !== undefined && link in ENDED) {
      const words = ENDED[link as keyof typeof ENDED];
      memory.left(link !== "outdated" && link !== "refused");
      this.#close();
      this.#problem = words;
    }
    if (link === "elsewhere") memory.left(false);
    if (link === "lost") this.#asked = false;
    if (party && party !== this.#before) {
      this.#news = newsOf(this.#before, party) ?? this.#news;
      this.#before = party;
      this.#follow();
      this.moved();
    }
    redraw();
  }

  /** What the player has chosen on the page: the leader's choice is the party's. */
  #follow(): void {
    const { party } = this;
    const { value } = this.#around.settings;
    if (!party || this.#line?.link !== "live") return;
    const name = calledAs(value);
    if (this.#me && this.#me.name !== name) this.#line.say({ type: "name", name });
    if (party.you !== party.leader) return;
    const game = chosenGame(value).name;
    const mode = chosenMode(value, game);
    if (party.game !== game || party.mode !== mode) this.#line.say({ type: "choose", game, mode });
  }

  /** The code of the match whose page is shown to a player. */
  get #place(): string | undefined {
    const route = parsePath(location.pathname);
    return route.page === "match" && route.role === "player" ? route.code : undefined;
  }

  /** Another page is shown, or the party has another match: it is told whether this player is there. */
  moved(): void {
    const { match } = this.party ?? {};
    const me = this.#me;
    if (!match || !me) return;
    // Who waits is called into the match by the queue.
    const plays = this.#place === match.code || this.#going === match.code || this.#waits;
    if (me.plays !== plays) this.#line?.say({ type: "plays", plays });
  }

  #hear(message: Exclude<PartyDown, PartySnapshot>): void {
    this.#asked = false;
    if (message.type === "refused") {
      this.#problem = `${message.message.charAt(0).toUpperCase()}${message.message.slice(1)}.`;
      this.#around.redraw();
      return;
    }
    if (message.type === "search") {
      this.#called = false;
      this.#around.search(message.game, message.mode, message.region);
      return;
    }
    const { type: _, ...place } = message;
    const { code } = place;
    if (this.#place === code) return;
    // No player is pulled out of a round: they are offered the way.
    if (this.#around.page()?.underway === true) this.#around.redraw();
    else void this.#travel(code, (api) => adopt(api, { ...place, role: "player" }));
  }

  /** The page is drawn again: something that the party does not know may have come. */
  drawn(isSearching: boolean): void {
    this.#line?.measured();
    this.#waitsNow(isSearching);
  }

  /** Whether the player waits in a queue: where they do no longer, the party does not either. */
  #waitsNow(isOn: boolean): void {
    if (!isOn) this.#called = false;
    const waits = isOn && !this.#called;
    if (waits === this.#waits) return;
    this.#waits = waits;
    if (!waits && this.party?.state === "searching") this.#line?.say({ type: "cancel" });
    this.moved();
  }

  /** The queue has sent the player to this match. */
  found({ code, game }: Admission): void {
    this.#waits = false;
    this.#called = true;
    if (this.party?.state !== "searching" || game === undefined) return;
    this.#line?.say({ type: "found", code, game });
  }

  /** Into the party's match, for a player who is not there. */
  follow(): void {
    const { match } = this.party ?? {};
    const { settings } = this.#around;
    if (match) void this.#travel(match.code, (api) => api.join(match.code, calledAs(settings.value), match.seat));
  }

  async #travel(code: string, ask: (api: Api) => Promise<Admission>): Promise<void> {
    const { api, page, enter, redraw } = this.#around;
    this.#going = code;
    this.#problem = "";
    redraw();
    try {
      const admission = await this.#scope.ask((signal) => ask(api(signal)));
      page()?.depart?.();
      enter(admission);
    } catch (error) {
      this.#problem = this.#wordsOf(error);
    }
    this.#going = undefined;
    this.moved();
    redraw();
  }

  #wordsOf(error: unknown): string {
    if (error instanceof ApiFailure) return error.message;
    logFault("view_failed", { part: "party" }, error);
    return "Something went wrong. Try again.";
  }

  get isMissing(): boolean {
    const { match } = this.party ?? {};
    return match !== undefined && this.#place !== match.code && !this.#waits && this.#line?.link === "live";
  }

  /** On the start page. */
  view(): TemplateResult {
    const link = this.#line?.link ?? "lost";
    return barView({
      ...{ desk: this, link, party: this.party, problem: this.#problem, news: this.#news },
      busy: this.#asked || this.#going !== undefined,
      invite: this.#invite?.view() ?? nothing,
    });
  }

  /** With the scores and the results of a match. */
  inMatch(): TemplateResult | typeof nothing {
    return this.party && this.#line ? inMatchView({ desk: this, party: this.party, problem: this.#problem }) : nothing;
  }

  /** Over a match that the party does not play. */
  way(): TemplateResult | typeof nothing {
    return this.isMissing && this.#around.page()?.seated !== undefined ? wayView(this) : nothing;
  }
}
