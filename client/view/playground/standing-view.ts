/** How a connection stands; and where it has ended, why, and what a client does then. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { PlaygroundConnection, Standing } from "#client/session/playground/connection.ts";
import { CLOSE, type Next } from "#shared/protocol/index.ts";
import { closeMeans, nameIn } from "#shared/protocol/meanings.ts";

const AGAIN: Readonly<Partial<Record<Next, string>>> = {
  line: "A client tries again, after a wait that grows.",
  server: "A client tries again, after a wait that grows.",
  crowd: "A client tries again, after a wait that grows, and not before Retry-After.",
  ticket: "A client tries again at once with a new ticket; at most five times in a row.",
};

const BY = { server: "The server has closed it", page: "You have closed it", line: "The connection is lost" } as const;

const nextText = (next: Next): string =>
  AGAIN[next] ?? "A client does not try again: it can't succeed, or would disturb.";

export interface StandingOptions {
  again(resume: boolean): void;
}

function endedView(standing: Extract<Standing, { state: "ended" | "refused" }>): TemplateResult {
  if (standing.state === "refused")
    return html`<p class="problem" data-testid="play-ended">No ticket: <b>${standing.code}</b>. ${standing.reason}</p>
      <p class="dim">${nextText(standing.next)} docs/HTTP.md, “Errors”.</p>`;
  const { code, reason, by, next } = standing;
  const name = nameIn(CLOSE, code);
  return html`
    <p class="problem" data-testid="play-ended">${BY[by]}: <b>${code}${name ? ` ${name}` : ""}</b>, ${closeMeans(code)}.</p>
    ${reason ? html`<p>It said: “${reason}”.</p>` : nothing}
    <p class="dim">${nextText(next)} docs/WIRE.md, “Close codes”.</p>`;
}

/** In one line. */
export function standingText({ standing, seat, stream, world, autopilot }: PlaygroundConnection): string {
  if (standing.state === "asking") return "Asking for a ticket …";
  if (standing.state === "connecting") return "Opening the socket …";
  if (standing.state === "refused") return "No ticket";
  if (standing.state === "ended") return `Closed: ${standing.code}`;
  const { world: known } = world;
  return [
    seat < 0 ? "Open" : `Open, seat ${seat}`,
    stream === undefined ? "no welcome yet" : `${stream} stream`,
    known ? `tick ${known.tick}` : "no world yet",
    autopilot.rtt === undefined ? "no round trip yet" : `round trip ${Math.round(autopilot.rtt)} ms`,
  ].join(" · ");
}

export function standingView(connection: PlaygroundConnection, { again }: StandingOptions): TemplateResult {
  const { standing } = connection;
  const isOver = standing.state === "ended" || standing.state === "refused";
  return html`
    <p class="play-standing" data-state=${standing.state} data-testid="play-standing">${standingText(connection)}</p>
    <div role="status">${isOver ? endedView(standing) : nothing}</div>
    <div class="row">
      ${
        isOver
          ? html`<button class="small primary" data-testid="play-again" @click=${() => again(false)}>Connect again</button>
            ${
              connection.canResume
                ? html`<button class="small" data-testid="play-resume" @click=${() => again(true)}>Come back with since, from tick ${connection.world.world?.tick}</button>`
                : nothing
            }`
          : html`<button class="small" data-testid="play-close" @click=${() => connection.close()}>Close the socket</button>`
      }
    </div>`;
}
