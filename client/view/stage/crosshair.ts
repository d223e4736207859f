/** The crosshair: the mouse's pointer over the match; and where keys or a stick aim, one that is drawn before the body. */
import { render } from "lit-html";
import type { Settings, SettingsStore } from "#client/settings.ts";
import type { ScreenPoint } from "../input/controls.ts";
import { colourOf, crosshairPicture, crosshairSvg } from "./crosshair-art.ts";

/** World pixels from the body to a crosshair that no pointer holds. */
const AWAY = 170;

export class Crosshair {
  readonly #host: HTMLElement;
  readonly #drawn = document.createElement("div");
  #looks = "";
  #isShown = false;

  constructor(host: HTMLElement, settings: SettingsStore, signal: AbortSignal) {
    this.#host = host;
    this.#drawn.className = "crosshair";
    this.#drawn.setAttribute("aria-hidden", "true");
    host.append(this.#drawn);
    this.#look(settings.value);
    signal.addEventListener(
      "abort",
      settings.watch((value) => this.#look(value)),
    );
  }

  #look({ crosshairSize, crosshairColour }: Settings): void {
    const looks = `${crosshairSize} ${crosshairColour}`;
    if (looks === this.#looks) return;
    this.#looks = looks;
    const colour = colourOf(crosshairColour);
    render(crosshairSvg(crosshairSize, colour), this.#drawn);
    const picture = crosshairPicture(crosshairSize, colour);
    const middle = picture && picture.side / 2;
    // A browser that does not take the picture has a crosshair of its own.
    this.#host.style.cursor = picture ? `url("${picture.url}") ${middle} ${middle}, crosshair` : "crosshair";
  }

  /**
   * @param body where the body is on the screen; undefined while there is none
   * @param heading where it aims with a device that has no pointer
   */
  show(body: ScreenPoint | undefined, heading: number | undefined, zoom: number): void {
    const isShown = body !== undefined && heading !== undefined;
    if (isShown !== this.#isShown) {
      this.#isShown = isShown;
      this.#drawn.classList.toggle("shown", isShown);
    }
    if (body === undefined || heading === undefined) return;
    const x = body.x + Math.cos(heading) * AWAY * zoom;
    const y = body.y + Math.sin(heading) * AWAY * zoom;
    this.#drawn.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) translate(-50%, -50%)`;
  }
}
