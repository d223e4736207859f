/** The players that one has blocked, and how to let them go. */
import { html, type TemplateResult } from "lit-html";
import { unblock } from "#client/net/player-api.ts";
import type { Me } from "#shared/protocol/account.ts";
import type { Shell } from "../shell.ts";
import { Errand } from "./errand.ts";

export class BlockedPart {
  readonly #errand: Errand;
  readonly #changed: () => void;

  /** @param changed the list is another one now */
  constructor(shell: Shell, changed: () => void) {
    this.#errand = new Errand(shell);
    this.#changed = changed;
  }

  view({ blocked }: Me): TemplateResult {
    const free = (player: string) =>
      this.#errand.run(player, async (api) => {
        await unblock(api, player);
        this.#changed();
      });
    return html`
      <section class="panel own" aria-labelledby="own-blocked">
        <h2 id="own-blocked">Blocked players</h2>
        ${
          blocked.length === 0
            ? html`<p class="dim">None. You can block a player after a match.</p>`
            : html`<ul class="own-list">${blocked.map(
                ({ player, name, tag }) => html`
                  <li><span class="what"><bdi>${name}</bdi> <span class="nametag">#${tag}</span></span>
                    <button class="small" ?disabled=${this.#errand.isDoing()} @click=${() => free(player)}>Unblock<span class="unseen"> ${name}</span></button></li>`,
              )}</ul>`
        }
        <p class="problem" role="alert">${this.#errand.problem}</p>
      </section>`;
  }
}
