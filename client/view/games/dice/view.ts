/** Liar's dice to be seen and played: a part of the page. */
import "./dice.css";
import { html, nothing, type TemplateResult } from "lit-html";
import { dice } from "#shared/games/dice/index.ts";
import { type Bid, cupOf, isHigher } from "#shared/games/dice/world.ts";
import { PHASE } from "#shared/sim/index.ts";
import { markView } from "../../parts/mark.ts";
import { secondsTo } from "../common/clock.ts";
import { cup, die } from "../common/dice-art.ts";
import { defineView, type HtmlPictureOf } from "../define-view.ts";
import type { GameView } from "../game-view.ts";

type Picture = HtmlPictureOf<typeof dice>;

const HOUR = 3600;
const EMOTES = "🎲 Lucky me,🤥 Liar!,😇 Trust me,🤔 Hm …,👍 Well played,😱 No way,⏳ Your turn,👋 Hello"
  .split(",")
  .map((text) => ({ sign: text.split(" ", 1)[0], words: text.slice(text.indexOf(" ") + 1) }));
const FACES = ["one", "two", "three", "four", "five", "six"];
const words = ({ count, face }: Bid): string =>
  `${count} ${FACES[face - 1]}${count === 1 ? "" : face === 6 ? "es" : "s"}`;
const bidView = ({ count, face }: Bid): TemplateResult => html`<span class="bid">${count} × ${die(face)}</span>`;

function seatView({ world, nameOf, mark, seat: own }: Picture, seat: number): TemplateResult {
  const { turn, shown, face, count, by, loser } = world.table;
  const isOn = world.round.phase === PHASE.live && shown === 0;
  const looks = [isOn && turn === seat && "on-turn", shown === 1 && loser === seat && "loser", seat === own && "mine"];
  const faces = cupOf(world, seat);
  // Zeros are not for this player to know.
  const hand =
    faces[0] > 0 ? faces.map((pips) => die(pips, shown === 1 && pips === face ? "hit" : "")) : cup(faces.length);
  return html`
    <li data-seat=${seat} data-testid="seat-${seat}" class="seat ${looks.filter(Boolean).join(" ")}">
      <span class="holder">${markView(mark(seat))}<bdi class="name">${nameOf(seat)}</bdi></span>
      <span class="hand">${faces.length === 0 ? html`<i>out</i>` : hand}</span>
      <span class="says">${by === seat && count > 0 ? html`bids ${bidView(world.table)}` : nothing}</span>
    </li>`;
}

/** What has happened last, in words. */
function newsOf({ world, nameOf }: Picture): string {
  const { count, by, turn, shown, loser, matched } = world.table;
  if (world.round.phase === PHASE.waiting) return "The dice are rolled once the round begins.";
  if (shown === 1)
    return `${nameOf(by)} bid ${words(world.table)}. There ${matched === 1 ? "is" : "are"} ${matched}: ${nameOf(loser)} loses a die.`;
  return count > 0 ? `${nameOf(by)} bids ${words(world.table)}. ${nameOf(turn)} is next.` : `${nameOf(turn)} begins.`;
}

export function createView(): GameView {
  /** What the player is about to bid, and what has been bid in this hand. */
  let wish: Bid = { count: 1, face: 2 };
  let said: readonly (Bid & { readonly by: number })[] = [];

  /** Bids are told by the world one at a time, and rise: this page remembers those that it has seen. */
  function remember({ count, face, by }: Picture["world"]["table"]): void {
    const last = said.at(-1);
    // A hidden page draws nothing, and may have missed the end of a hand.
    if (last && (count === 0 || isHigher(last, { count, face }))) said = [];
    if (count > (said.at(-1)?.count ?? 0) || (count > 0 && face !== said.at(-1)?.face))
      said = [...said, { count, face, by }].slice(-6);
  }

  function moves({ world: { table }, button, redraw }: Picture): TemplateResult {
    // What the player was about to bid may be too little by now.
    if (wish.count < table.count) wish = { count: table.count, face: wish.face };
    if (wish.count === table.count && wish.face <= table.face) wish = { count: table.count + 1, face: wish.face };
    // By what is wished at the press: a second one may come before the page is drawn again.
    const set = (change: (now: Bid) => Partial<Bid>) => () => {
      wish = { ...wish, ...change(wish) };
      redraw();
    };
    const step = (by: number, label: string, id: string): TemplateResult => html`
      <button aria-label=${label} data-testid=${id} ?disabled=${wish.count + by < Math.max(1, table.count) || wish.count + by > table.dice}
        @click=${set(({ count }) => ({ count: Math.min(table.dice, Math.max(1, count + by)) }))}>${by > 0 ? "+" : "−"}</button>`;
    return html`
      <section class="panel moves" aria-label="Your move">
        <div class="wish">
          <div class="many" role="group" aria-label="How many">${step(-1, "Fewer", "fewer")}<b aria-live="polite">${wish.count}</b>${step(1, "More", "more")}</div>
          <div class="faces" role="group" aria-label="Of which face">
            ${FACES.map((name, i) => html`<button aria-pressed=${i + 1 === wish.face} aria-label="${name}s" data-testid="face-${i + 1}" @click=${set(() => ({ face: i + 1 }))}>${die(i + 1)}</button>`)}
          </div>
        </div>
        ${button("bid", { ...wish }, { label: html`Bid ${bidView(wish)}`, look: "big primary" })}
        ${button("challenge", {}, { label: "Call liar", look: "big" })}
      </section>`;
  }

  return defineView(dice, {
    html(picture) {
      const { world, seat, nameOf, mark } = picture;
      remember(world.table);
      return html`
        <div class="dice">
          <ul class="seats" aria-label="Players">${[...world.hands].map((one) => seatView(picture, one))}</ul>
          <p class="told" role="status" data-testid="dice-news">${newsOf(picture)}</p>
          ${seat >= 0 ? moves(picture) : nothing}
          <ol class="bids" aria-label="Bids of this hand">${said.map((bid) => html`<li>${markView(mark(bid.by))}<span class="unseen">${nameOf(bid.by)}</span> ${bidView(bid)}</li>`)}</ol>
        </div>`;
    },
    hud({ world }) {
      const isOn = world.round.phase === PHASE.live && world.table.shown === 0;
      const seconds = isOn ? secondsTo(world, world.table.until) : 0;
      // By mail there are days.
      if (seconds > HOUR) return { note: `${Math.ceil(seconds / HOUR)} hours left`, scores: [] };
      return { seconds: isOn ? seconds : undefined, scores: [] };
    },
    talk: { emotes: EMOTES },
  });
}
