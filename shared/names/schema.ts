/** The schema of a name: it cleans it. */
import * as v from "valibot";
import { cleanName } from "./clean.ts";

/** The issue's message is a sentence for the player. */
export const Name = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const clean = cleanName(dataset.value);
    if (clean.ok) return clean.name;
    addIssue({ message: clean.message });
    return NEVER;
  }),
);
