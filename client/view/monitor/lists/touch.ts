/** Whether the pointer or the focus is at a list's rows: then they keep their places. */

export class Touch {
  readonly #changed: (isTouched: boolean) => void;
  #isPointed = false;
  #isFocused = false;

  constructor(changed: (isTouched: boolean) => void) {
    this.#changed = changed;
  }

  #set(isPointed: boolean, isFocused: boolean): void {
    const before = this.#isPointed || this.#isFocused;
    this.#isPointed = isPointed;
    this.#isFocused = isFocused;
    if (before !== (isPointed || isFocused)) this.#changed(!before);
  }

  readonly entered = (event: PointerEvent): void => {
    // A finger does not stay.
    if (event.pointerType === "mouse") this.#set(true, this.#isFocused);
  };
  readonly left = (): void => this.#set(false, this.#isFocused);
  readonly focused = (): void => this.#set(this.#isPointed, true);
  readonly blurred = ({ relatedTarget, currentTarget }: FocusEvent): void => {
    const isInside =
      currentTarget instanceof Node && relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
    if (!isInside) this.#set(this.#isPointed, false);
  };
}
