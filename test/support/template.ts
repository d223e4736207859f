/** The visible words of a lit-html template, without a browser. */
import type { TemplateResult } from "lit-html";

interface Button {
  readonly label: string;
  click(): void;
}

const isTemplate = (value: unknown): value is TemplateResult =>
  typeof value === "object" && value !== null && "strings" in value && "values" in value;

/** All templates in it, the outer ones first. */
function* templates(value: unknown): Generator<TemplateResult> {
  if (Array.isArray(value)) for (const one of value) yield* templates(one);
  if (!isTemplate(value)) return;
  yield value;
  for (const one of value.values) yield* templates(one);
}

function markup(value: unknown): string {
  if (Array.isArray(value)) return value.map(markup).join("");
  if (typeof value === "string" || typeof value === "number") return String(value);
  if (!isTemplate(value)) return "";
  return value.strings.map((part, i) => part + markup(value.values[i])).join("");
}

/** Its words, with one space between them. */
export const textOf = (value: unknown): string =>
  markup(value)
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();

/** Its buttons, each of which is a template of its own. */
export const buttonsOf = (value: unknown): readonly Button[] =>
  [...templates(value)]
    .filter(({ strings }) => strings[0].trimStart().startsWith("<button"))
    .map((button) => ({
      label: textOf(button),
      click: () => {
        for (const one of button.values) if (typeof one === "function") one();
      },
    }));
