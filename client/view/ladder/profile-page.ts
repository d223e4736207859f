/** The page of a player: how they stand on each ladder, how they came there, and their last rounds. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { ApiFailure } from "#client/net/api.ts";
import { playerProfile } from "#client/net/ladder-api.ts";
import { playerIn } from "#client/own-player.ts";
import { API_ERROR } from "#shared/protocol/http.ts";
import type { LadderProfile, PlayerProfile, RatedRound } from "#shared/protocol/ladder.ts";
import { titleOf } from "../games/index.ts";
import { type Notice, noticeView } from "../pages/notice.ts";
import { failureOf } from "../pages/refusal.ts";
import { icons, wordmark } from "../parts/icons.ts";
import { orderOf } from "../parts/ordinal.ts";
import { vars } from "../parts/vars.ts";
import { ladderPath } from "../router.ts";
import type { Page, Shell } from "../shell.ts";
import { chartView } from "./chart.ts";
import { changeText, gradeView, nextText } from "./grade.ts";
import { ladderOf, ladders, seasonTitle } from "./ladders.ts";
import { partyLinkOf } from "./party-link.ts";
import { type ActsAbout, PlayerActs } from "./player-acts.ts";
import { alike, playerLink, within } from "./player-link.ts";
import "../styles/ladder.css";

/** So long after a round its match is there at least, as docs/HTTP.md has it of reports. Milliseconds. */
const REPORTABLE_MS = 600_000;

export class ProfilePage implements Page {
  readonly #shell: Shell;
  readonly #id: string;
  readonly #isOwn: boolean;
  readonly #own: string | undefined;
  readonly #acts: PlayerActs;
  #profile: PlayerProfile | undefined;
  #failure: ApiFailure | undefined;

  /** @param id the player's */
  constructor(shell: Shell, id: string) {
    this.#shell = shell;
    this.#id = id;
    const own = playerIn(shell.api(shell.scope.signal).identity.token());
    this.#isOwn = own === id;
    this.#own = own;
    this.#acts = new PlayerActs({ ...shell, own, partyLink: () => partyLinkOf(shell.party) });
    void this.#load();
  }

  get title(): string {
    return `${this.#profile?.name ?? "A player"} · Scrim`;
  }

  leave(): void {}

  async #load(): Promise<void> {
    const { scope, api, redraw } = this.#shell;
    this.#failure = undefined;
    redraw();
    try {
      this.#profile = await scope.ask((signal) => playerProfile(api(signal), this.#id));
    } catch (error) {
      this.#failure = failureOf(error);
    }
    redraw();
  }

  view(): TemplateResult {
    const { go } = this.#shell;
    if (this.#failure) return noticeView(this.#shell, this.#notice(this.#failure));
    const profile = this.#profile;
    if (!profile)
      return html`<main class="centred"><div class="panel notice small" role="status"><span class="spinner" aria-hidden="true"></span><h1>Getting the profile …</h1></div></main>`;
    return html`
      <main class="ladder profile" data-testid="profile">
        <header class="ladder-head">
          <a class="home" href="/" @click=${within("/", go)}>${wordmark}</a>
          <h1><bdi class="name">${profile.name}</bdi> <span class="name-tag">#${profile.tag}</span>${this.#isOwn ? html` <span class="tag you">you</span>` : nothing}</h1>
          ${this.#isOwn ? this.#ownWays() : this.#acts.view({ name: profile.name, player: profile, round: this.#sharedRound(profile) })}
        </header>
        ${profile.ladders.length === 0 ? this.#unrated() : profile.ladders.map((one) => this.#ladder(one))}
      </main>`;
  }

  /** The last round that both have played, as long as its match is there. */
  #sharedRound({ ladders: all }: PlayerProfile): ActsAbout["round"] {
    const shared = all
      .flatMap(({ last }) => last)
      .filter(({ at, others }) => Date.now() - at < REPORTABLE_MS && others.some(({ player }) => player === this.#own))
      .sort((a, b) => b.at - a.at);
    return shared.length === 0 ? undefined : { code: shared[0].code, round: shared[0].round, seat: undefined };
  }

  #ownWays(): TemplateResult {
    const { go } = this.#shell;
    return html`<div class="row"><a class="button small" href="/account" data-testid="to-account" @click=${within("/account", go)}>${icons.gear} Your account</a></div>`;
  }

  #notice({ code, message }: ApiFailure): Notice {
    const others = ladders().map(({ game, mode, title }) => ({
      label: `Leaderboard: ${title}`,
      go: () => this.#shell.go(ladderPath(game, mode)),
    }));
    if (code !== API_ERROR.noPlayer)
      return {
        title: "No profile just now",
        text: message,
        ways: [{ label: "Try again", go: () => void this.#load() }],
      };
    if (this.#isOwn)
      return {
        title: "Your profile is empty",
        text: "It begins with your first round in a competitive mode.",
        ways: others,
      };
    return {
      title: "There is no such player",
      text: "They have played no round that was rated, or have deleted what was kept of them.",
      ways: others,
    };
  }

  #unrated(): TemplateResult {
    const play = () => {
      const [{ game, mode }] = ladders();
      this.#shell.queue.search(game, mode);
    };
    return html`
      <section class="panel empty" aria-label="Ratings">
        <p>No rated round yet. Ratings come from competitive modes, in which the queue finds players of equal strength.</p>
        ${this.#isOwn ? html`<button class="primary" @click=${play}>${icons.play} Find a match</button>` : nothing}
      </section>`;
  }

  #ladder({ game, mode, season, row, history, last }: LadderProfile): TemplateResult {
    const { go } = this.#shell;
    const path = `${ladderPath(game, mode)}?season=${season}`;
    const id = `ladder-${game}-${mode}-${season}`;
    const share = row.placement > 0 ? 0 : row.progress;
    return html`
      <section class="panel" aria-labelledby=${id} data-testid="profile-${game}-${mode}">
        <header>
          <h2 id=${id}>${titleOf(game, mode)}</h2>
          <span class="dim">${seasonTitle(season)}</span>
          ${ladderOf(game, mode) ? html`<a class="button small" href=${path} @click=${within(path, go)}>Leaderboard</a>` : nothing}
        </header>
        <div class="standing-now">
          <p class="grade-now">${gradeView(row)} <b class="points">${row.points}</b> <span class="dim">points</span></p>
          <div class="way" aria-hidden="true"><i ${vars({ "--share": share })}></i></div>
          <p class="dim">${nextText(row)}</p>
          <dl class="facts">
            <div><dt>Rank</dt><dd>${row.rank ?? "none yet"}</dd></div>
            <div><dt>Rounds</dt><dd>${row.rounds}</dd></div>
            <div><dt>Won</dt><dd>${row.wins}</dd></div>
          </dl>
          ${chartView(history)}
        </div>
        ${
          last.length === 0
            ? nothing
            : html`<h3>Last rounds</h3>
                <ol class="rounds">${last.map((round) => this.#round(round))}</ol>`
        }
      </section>`;
  }

  #round({ at, place, of, left, before, after, replay, others }: RatedRound): TemplateResult {
    const { go } = this.#shell;
    const tagged = alike(others);
    const when = new Date(at);
    const tone = after > before ? "up" : after < before ? "down" : "";
    return html`
      <li>
        <time datetime=${when.toISOString()}>${when.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" })}</time>
        <span class="place">${left ? "Left the round" : `${orderOf(place)} of ${of}`}</span>
        <b class="change ${tone}">${changeText(before, after)}<span class="unseen"> points,</span> <span class="dim">${after}</span></b>
        <span class="others">${
          others.length === 0
            ? nothing
            : html`<span class="dim">with</span> ${others.map((player) => html`${playerLink({ player, tagged: tagged.has(player.player), go })} `)}`
        }</span>
        ${replay === undefined ? html`<span class="dim">no replay</span>` : html`<a class="button small" href=${replay} @click=${within(replay, go)}>${icons.film} Replay</a>`}
      </li>`;
  }
}
