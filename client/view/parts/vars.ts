/**
 * Sets CSS custom properties on an element: `<div ${vars({ "--share": 0.5 })}>`.
 * Through the element's style object, since the Content-Security-Policy forbids style attributes.
 */
import { noChange } from "lit-html";
import { Directive, directive, type ElementPart, type PartInfo, PartType } from "lit-html/directive.js";

type Vars = Readonly<Record<`--${string}`, string | number>>;

class VarsDirective extends Directive {
  readonly #last = new Map<string, string>();

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new TypeError("vars() stands in an element's tag");
  }

  render(_values: Vars): typeof noChange {
    return noChange;
  }

  override update(part: ElementPart, [values]: [Vars]): typeof noChange {
    if (!(part.element instanceof HTMLElement)) return noChange;
    for (const [name, value] of Object.entries(values)) {
      const text = String(value);
      if (this.#last.get(name) === text) continue;
      this.#last.set(name, text);
      part.element.style.setProperty(name, text);
    }
    return noChange;
  }
}

export const vars = directive(VarsDirective);
