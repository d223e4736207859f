/**
 * Emotes and pings: what is heard is drawn over the match, and a wheel says one. Loaded after the first frame, since no
 * player talks before it.
 */
import { html, nothing, render, type TemplateResult } from "lit-html";
import type { Api } from "#client/net/api.ts";
import type { Drawn, Session } from "#client/session/types.ts";
import type { SettingsStore } from "#client/settings.ts";
import { COMMAND_REFUSED } from "#shared/protocol/down.ts";
import { SEAT } from "#shared/sim/seat.ts";
import type { GameView, NameOf, Point, Sign } from "../games/game-view.ts";
import type { ActionId } from "../input/actions.ts";
import type { ScreenPoint } from "../input/controls.ts";
import type { EventFeed } from "../match/event-feed.ts";
import type { Eye } from "../match/eye.ts";
import { vars } from "../parts/vars.ts";
import type { SoundPlayer } from "../sound/sounds.ts";
import { askBlockedSeats, BlockedSeats } from "./blocked-seats.ts";
import { atEdge } from "./edge.ts";
import { emoteOf, USUAL_EMOTES } from "./emotes.ts";
import { Heard } from "./heard.ts";
import { isMuted } from "./mutes.ts";
import { padSector, Wheel } from "./wheel.ts";
import "../styles/talk.css";

export interface TalkOptions {
  /** What the stage stands in. */
  readonly host: HTMLElement;
  readonly session: Session;
  readonly view: GameView;
  readonly settings: SettingsStore;
  readonly eye: Eye;
  readonly feed: EventFeed;
  readonly sounds: SoundPlayer;
  readonly nameOf: NameOf;
  readonly signal: AbortSignal;
  /** Of the match, and how the server is asked about it. */
  readonly match: string;
  api(signal: AbortSignal): Api;
  toScreen(place: Point): ScreenPoint | undefined;
  /** Which place of the world is drawn there. */
  toWorld(point: ScreenPoint): Point | undefined;
}

/** CSS pixels over the middle of a body at which its sign stands, at a zoom of 1. */
const OVER = 84;
/** World pixels before the body to which a player points who has no pointer. */
const AHEAD = 220;
/** Milliseconds for which a refusal is shown. */
const REFUSED_MS = 900;
/** World pixels to the side at which a sound comes from there alone. */
const SIDE = 700;

const EMOTE_ACTION = /^emote([1-8])$/;

export class Talk {
  readonly #options: TalkOptions;
  readonly #root = document.createElement("div");
  readonly #heard = new Heard();
  readonly #blocked: BlockedSeats;
  readonly #wheel: Wheel;
  readonly #emotes: readonly Sign[];
  #drawn: Drawn | undefined;
  /** Where the mouse is over the match; undefined where no mouse has been used. */
  #pointer: ScreenPoint | undefined;
  #refusedUntil = 0;
  #isEmpty = false;

  constructor(options: TalkOptions) {
    this.#options = options;
    const { host, view, settings, signal } = options;
    this.#emotes = view.talk?.emotes ?? USUAL_EMOTES;
    this.#wheel = new Wheel({
      emotes: this.#emotes,
      emote: (which) => this.#emote(which),
      ping: () => this.#ping(),
    });
    this.#blocked = new BlockedSeats({
      ...{ session: options.session, signal },
      ask: () => askBlockedSeats(options.api(signal), options.match),
      changed: () => this.#hush(),
    });
    this.#root.className = "talk";
    host.after(this.#root);
    signal.addEventListener("abort", () => this.#root.remove());
    // Only a mouse points at a place without pressing there.
    host.addEventListener(
      "pointermove",
      ({ pointerType, clientX, clientY }) => {
        const { left, top } = host.getBoundingClientRect();
        this.#pointer = pointerType === "mouse" ? { x: clientX - left, y: clientY - top } : undefined;
      },
      { signal },
    );
    signal.addEventListener(
      "abort",
      settings.watch(() => this.#hush()),
    );
  }

  /** What players who are muted have said goes at once. */
  #hush(): void {
    for (const { seat } of this.#options.session.seats) if (!this.#hears(seat)) this.#heard.silence(seat);
  }

  /** Whether this player's signs and marks are wanted: one's own always are. */
  #hears(seat: number): boolean {
    const { session, settings, nameOf } = this.#options;
    if (seat === session.seat) return true;
    return settings.value.emotes && !this.#blocked.has(seat) && !isMuted(settings, nameOf(seat));
  }

  /** Whether what is pointed at by one seat is for the eyes of the seat that is followed. */
  #isShown(seat: number, what: "emote" | "ping"): boolean {
    const { view, session } = this.#options;
    if (!this.#hears(seat)) return false;
    const { world } = this.#drawn ?? {};
    if (what === "emote" || world === undefined || session.seat < 0) return true;
    return view.talk?.pingsFor?.(world, seat, session.seat) ?? true;
  }

  /** After each drawn frame. */
  frame(drawn: Drawn, now: number): void {
    const { eye, feed, nameOf } = this.#options;
    this.#drawn = drawn;
    if (drawn.jumped) this.#heard.clear();
    const shown = (seat: number, what: "emote" | "ping") => this.#isShown(seat, what);
    const { emotes, pings } = this.#heard.take(drawn.events, drawn.revoked, shown, now);
    for (const { seat, which } of emotes) {
      const emote = emoteOf(this.#emotes, which);
      if (emote) feed.add([{ by: seat, what: `${emote.sign} ${emote.words}`, to: -1 }], eye.seat, nameOf, now);
      this.#play("emote", this.#options.view.place(drawn, seat));
    }
    for (const { seat, place } of pings) {
      feed.add([{ by: seat, what: "marks a place", to: -1 }], eye.seat, nameOf, now);
      this.#play("ping", place);
    }
    this.#wheel.point(padSector());
    this.#render(now);
  }

  #play(name: string, place: Point | undefined): void {
    const { sounds, view, eye } = this.#options;
    const ear = this.#drawn && eye.seat >= 0 ? view.place(this.#drawn, eye.seat) : undefined;
    sounds.play(name, { loud: 0.7, pan: place && ear ? (place.x - ear.x) / SIDE : 0 });
  }

  /**
   * A key or a button of these actions goes down or up.
   * @returns whether that does anything here
   */
  run(action: ActionId, isDown: boolean): boolean {
    if (this.#options.session.seat < 0) return false;
    if (action === "wheel") {
      if (isDown) this.#wheel.press(performance.now());
      else this.#wheel.release(performance.now());
      return true;
    }
    if (!isDown) return false;
    const [, number] = EMOTE_ACTION.exec(action) ?? [];
    if (number !== undefined) this.#emote(Number(number) - 1);
    else if (action === "ping") this.#ping();
    else if (action === "menu" && this.#wheel.isOpen) this.#wheel.close();
    else return false;
    return true;
  }

  #emote(which: number): void {
    this.#wheel.close();
    if (emoteOf(this.#emotes, which)) this.#say("emote", { which });
  }

  /** Where the mouse points; else before the body, where it looks. */
  #ping(): void {
    const { toWorld, view, session } = this.#options;
    this.#wheel.close();
    if (!this.#drawn) return;
    const body = view.place(this.#drawn, session.seat);
    const gaze = view.gaze(this.#drawn.world, session.seat);
    const ahead = body && { x: body.x + Math.cos(gaze) * AHEAD, y: body.y + Math.sin(gaze) * AHEAD };
    const place = (this.#pointer && toWorld(this.#pointer)) ?? ahead;
    if (place) this.#say("ping", { x: Math.round(place.x), y: Math.round(place.y), kind: 0 });
  }

  #say(name: "emote" | "ping", args: Readonly<Record<string, number>>): void {
    const refused = () => {
      this.#refusedUntil = performance.now() + REFUSED_MS;
    };
    const isGiven = this.#options.session.command?.({ name, args }, (outcome) => {
      if (outcome === COMMAND_REFUSED.tooMany) refused();
    });
    if (isGiven === false) refused();
  }

  #render(now: number): void {
    const { session } = this.#options;
    const drawn = this.#drawn;
    if (!drawn) return;
    const [emotes, pings] = [this.#heard.emotes(now), this.#heard.pings(now)];
    const isRefused = now < this.#refusedUntil;
    const plays = session.seat >= 0 && drawn.world.seatTable.cells[0][session.seat] === SEAT.person;
    const isEmpty = !plays && emotes.length === 0 && pings.length === 0;
    // Most of the time a spectator hears nothing, and nothing is to be drawn.
    if (isEmpty && this.#isEmpty) return;
    this.#isEmpty = isEmpty;
    render(
      html`
        ${pings.map(({ seat, place }) => this.#pingView(seat, place))}
        ${emotes.map(({ seat, which }) => this.#emoteView(drawn, seat, which))}
        ${plays ? this.#wheel.view(isRefused) : nothing}`,
      this.#root,
    );
  }

  #emoteView(drawn: Drawn, seat: number, which: number): TemplateResult | typeof nothing {
    const { view, toScreen, toWorld } = this.#options;
    const emote = emoteOf(this.#emotes, which);
    const place = view.place(drawn, seat);
    const at = place && toScreen(place);
    if (!emote || !at) return nothing;
    const [origin, unit] = [toWorld({ x: 0, y: 0 }), toWorld({ x: 1, y: 0 })];
    const zoom = origin && unit ? 1 / Math.max(0.01, unit.x - origin.x) : 1;
    // The feed says it, too, and in words.
    return html`
      <div class="emote" data-testid="emote" data-seat=${seat} aria-hidden="true"
        ${vars({ "--x": `${at.x.toFixed(1)}px`, "--y": `${Math.max(48, at.y - OVER * zoom).toFixed(1)}px` })}>
        <b>${emote.sign}</b> <span>${emote.words}</span>
      </div>`;
  }

  #pingView(seat: number, place: Point): TemplateResult | typeof nothing {
    const { host, toScreen, nameOf } = this.#options;
    const at = toScreen(place);
    if (!at) return nothing;
    const { clientWidth: width, clientHeight: height } = host;
    const { x, y, turn } = atEdge(at, { width, height });
    return html`
      <div class="ping ${turn === undefined ? "" : "away"}" data-testid="ping" data-seat=${seat} aria-hidden="true"
        ${vars({ "--x": `${x.toFixed(1)}px`, "--y": `${y.toFixed(1)}px`, "--turn": `${(turn ?? 0).toFixed(3)}rad` })}>
        <i></i><bdi class="name">${nameOf(seat)}</bdi>
      </div>`;
  }
}
