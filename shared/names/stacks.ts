/** Towers of accents: they cover the lines above and below. How many are too many depends on the script. */

/** The most on one character of those accents that any script uses, such as U+0301. */
const MAX_ACCENTS = 3;
/** The most above and below one character, its script's own signs among them: Hebrew and Thai need as many. */
const MAX_STACK = 4;
/** For those that need more: Burmese လွှို့, Tibetan ཀྵྨླྺྲྱྃ. */
const TALLER: readonly (readonly [base: RegExp, most: number])[] = [
  [/^[\p{scx=Myanmar}\p{scx=Tai_Tham}]/u, 5],
  [/^\p{scx=Tibetan}/u, 7],
];
/** The most of all marks, those that stand beside it too. */
const MAX_MARKS = 8;

const countOf = (marks: string, kind: RegExp): number => marks.match(kind)?.length ?? 0;

function isTower(cluster: string): boolean {
  const [base, ...rest] = cluster;
  const marks = rest.join("");
  if (new Set(rest).size < rest.length || rest.length > MAX_MARKS) return true;
  const most = TALLER.find(([script]) => script.test(base))?.[1] ?? MAX_STACK;
  return (
    countOf(marks, /[\p{Mn}\p{Me}]/gu) > most ||
    countOf(marks, /(?=[\p{Mn}\p{Me}])[\p{sc=Inherited}\p{sc=Common}]/gu) > MAX_ACCENTS
  );
}

/** Whether any character carries more marks than its script needs, or one of them twice. */
export const hasTower = (text: string): boolean => text.match(/\P{M}\p{M}+/gu)?.some(isTower) ?? false;
