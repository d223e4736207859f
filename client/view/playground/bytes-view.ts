/** Bytes, part by part: their digits, msgpack's form, the value, and what it is called. */
import { html, nothing, type TemplateResult } from "lit-html";
import { nameOfPart } from "#client/session/playground/log.ts";
import { type Anatomy, hexOf } from "#client/session/playground/parts.ts";

/** More parts than this are not drawn. */
const MOST_PARTS = 200;
/** Of a long text so many bytes are written. */
const MOST_HEX = 24;

const short = (bytes: Uint8Array): string =>
  hexOf(bytes.subarray(0, MOST_HEX)) + (bytes.length > MOST_HEX ? ` … ${bytes.length} bytes` : "");

/** @param names of the elements of each message */
export function bytesView(
  bytes: Uint8Array,
  { messages, fault }: Anatomy,
  names: readonly (readonly string[])[],
): TemplateResult {
  const rows = messages.flatMap(({ parts }, i) => parts.map((part) => ({ part, names: names[i] ?? [] })));
  return html`
    <div class="play-scroll" role="group" aria-label="The bytes, part by part" tabindex="0">
      <table class="play-bytes">
        <thead><tr><th scope="col">Bytes</th><th scope="col">Form</th><th scope="col">Value</th><th scope="col">What</th></tr></thead>
        <tbody>
          ${rows.slice(0, MOST_PARTS).map(
            ({ part, names }) => html`<tr>
                <td>${short(bytes.subarray(part.from, part.to))}</td><td>${part.form}</td><td>${part.value}</td>
                <td>${nameOfPart(names, part) ?? (part.depth === 0 ? "message" : "")}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${rows.length > MOST_PARTS ? html`<p class="dim">${rows.length - MOST_PARTS} more parts.</p>` : nothing}
    ${fault ? html`<p class="problem">At byte ${fault.at}: ${fault.text}.</p>` : nothing}`;
}
