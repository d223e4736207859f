/** The rules of a match's game for the connections of the playground. It loads this as a connection offers rules. */
export { rulesOf } from "../view/games/rules.ts";
