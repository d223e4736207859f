/** A button that gives a command: grey with the reason while the player can't give it, and with the server's where that refuses it. */
import { html, nothing, type TemplateResult } from "lit-html";
import type { CommandButton, Commands } from "../games/game-view.ts";

/**
 * It stays in the order of the focus while it is grey, so that a player who uses keys or a screen reader comes to know why. The
 * room for what the server says is there before that, so that nothing moves.
 */
export function commandButton(
  commands: Commands,
  name: string,
  args: Readonly<Record<string, number>>,
  { label, look = "" }: CommandButton,
): TemplateResult {
  const refusal = commands.refusal(name, args);
  const refused = commands.refused(name);
  const awaits = commands.awaits(name);
  const why = refused ?? refusal;
  const give = () => refusal === undefined && !awaits && commands.command(name, args);
  return html`
    <span class="command">
      <button class=${look} aria-disabled=${refusal !== undefined} aria-busy=${awaits} title=${refusal ?? nothing}
        aria-describedby="command-${name}" data-testid="command-${name}" @click=${give}>${label}</button>
      <span class="why ${refused === undefined ? "" : "refused"}" id="command-${name}" role=${refused === undefined ? nothing : "alert"}
        data-testid="why-${name}">${why ?? ""}</span>
    </span>`;
}
