/** What a document quotes of the sources: a link to a file, and a block of it; "// …" stands for what is left out. */
import { readFileSync } from "node:fs";

export interface Quote {
  readonly file: string;
  readonly text: string;
}

export const quotesOf = (page: string): readonly Quote[] =>
  [...readFileSync(page, "utf8").matchAll(/^\[(?<file>[^\]]+)\]\([^)]+\)\n\n```ts\n(?<text>.*?)\n```/gms)].flatMap(
    ({ groups }) => (groups?.text ?? "").split("\n// …\n").map((text) => ({ file: groups?.file ?? "", text })),
  );

/** A quote may stand further to the left than in its file. */
export const unindented = (text: string): string => text.replace(/^ +/gm, "");
