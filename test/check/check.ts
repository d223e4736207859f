/** Runs the parts of a check, and tells each as it ends. */
import { linesOf } from "./report.ts";
import type { Effort, Part, Subject } from "./subject.ts";

export interface Sum {
  readonly ok: number;
  readonly failed: readonly string[];
  readonly notApplicable: number;
}

/** @param tell is given a line after the other */
export async function check(
  subject: Subject,
  effort: Effort,
  parts: Readonly<Record<string, Part>>,
  tell: (line: string) => void,
): Promise<Sum> {
  const failed: string[] = [];
  let [ok, notApplicable] = [0, 0];
  for (const [name, part] of Object.entries(parts)) {
    const began = performance.now();
    const found = await part(subject, effort);
    for (const line of linesOf(name, found, (performance.now() - began) / 1000)) tell(line);
    if (found.state === "ok") ok += 1;
    else if (found.state === "failed") failed.push(name);
    else notApplicable += 1;
  }
  return { ok, failed, notApplicable };
}
