/** The files of an author's build that are served as they are: this package's, and in their place or beside them the author's. */
import { cpSync, existsSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { PACKAGE, type Project } from "./project.ts";

/** The pictures of games are here; this one is the site's. */
const CARDS = "cards/";
const SITE = "cards/scrim.png";

/** Puts them into one folder, and answers it. */
export function publicFiles({ folder }: Project): string {
  const [ours, own] = [PACKAGE, folder].map((root) => join(root, "public"));
  const into = join(folder, "node_modules/.cache/scrim/public");
  rmSync(into, { recursive: true, force: true });
  const isOfNoGame = (file: string): boolean => {
    const path = relative(ours, file).replaceAll("\\", "/");
    return !path.startsWith(CARDS) || path === SITE;
  };
  cpSync(ours, into, { recursive: true, filter: isOfNoGame });
  if (existsSync(own)) cpSync(own, into, { recursive: true });
  return into;
}
