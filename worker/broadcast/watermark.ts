/** Remembers the last version of something that its owner has dealt with. */
export class Watermark {
  #seen = -1;

  /** Whether this version has not been dealt with. */
  isNew(version: number): boolean {
    return this.#seen !== version;
  }

  /** As `isNew`; from now on the version counts as dealt with. */
  take(version: number): boolean {
    const isNew = this.isNew(version);
    this.#seen = version;
    return isNew;
  }

  /** No version counts as dealt with. */
  reset(): void {
    this.#seen = -1;
  }
}
