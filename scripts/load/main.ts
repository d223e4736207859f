/** `npm run load`: real, headless players against any Scrim server. */
import { SingleBar } from "cli-progress";
import { Crowd } from "#client/bots/crowd.ts";
import { PRESETS } from "#client/net/conditions.ts";
import { games } from "#shared/games/index.ts";
import { runCommand } from "../usage.ts";
import { type LoadOptions, OPTIONS, readOptions, USAGE } from "./options.ts";
import { inWords, isGood, report, type Window } from "./report.ts";

/** A line that says what is wrong, unless a Scrim server that knows the game answers there. */
async function problemAt({ url, game }: LoadOptions): Promise<string | undefined> {
  let answer: Response;
  try {
    answer = await fetch(`${url}/api/games`, { signal: AbortSignal.timeout(5000) });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    return `no server answers at ${url}: ${cause}`;
  }
  if (!answer.ok) return `${url} answers ${answer.status}, and not as a Scrim server does`;
  const known: unknown = await answer.json().catch(() => undefined);
  if (typeof known !== "object" || known === null || !("games" in known)) return `${url} is no Scrim server`;
  const version = JSON.stringify(known.games).match(new RegExp(`"name":"${game}","version":(\\d+)`))?.[1];
  if (version === undefined) return `the server at ${url} has no game ${game}`;
  if (Number(version) !== games.get(game)?.version)
    return `the server at ${url} has version ${version} of ${game}, and not ours`;
  return undefined;
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function run(options: LoadOptions): Promise<boolean> {
  const { players, matches, seconds, net, game } = options;
  const seats = Math.max(games.get(game)?.settings.seats.min ?? 1, Math.ceil(players / matches));
  const settings = { seats, ...options.settings };
  const conditions = net && PRESETS[net];
  const crowd = new Crowd({ ...options, games, settings, conditions, now: () => performance.now() });
  const { gauges } = crowd;
  const bar = new SingleBar({
    format:
      "  {bar} {value}/{total} s   {seated} seated   {fps} frames a client a second   {lost} lost   {mismatches} mismatches",
    noTTYOutput: !options.json,
    notTTYSchedule: 5000,
    ...(options.json && { stream: process.stderr }),
  });
  const total = Math.ceil(options.ramp + seconds);
  bar.start(total, 0, { seated: 0, fps: 0, lost: 0, mismatches: 0 });
  let frames = 0;
  const ticker = setInterval(() => {
    const fps = ((gauges.frames - frames) / Math.max(1, gauges.seated)).toFixed(1);
    frames = gauges.frames;
    bar.increment(1, { seated: gauges.seated, fps, lost: gauges.lost, mismatches: gauges.mismatches });
  }, 1000);

  const window = await measure(crowd, seconds);
  clearInterval(ticker);
  bar.stop();
  crowd.leave();
  const found = report(options, gauges, window);
  console.log(options.json ? JSON.stringify(found, null, 2) : inWords(found));
  return isGood(found);
}

/** Joins all players, then plays; ends early when no player is left, or on Ctrl+C. */
async function measure(crowd: Crowd, seconds: number): Promise<Window> {
  const { gauges } = crowd;
  let interrupted = false;
  process.once("SIGINT", () => {
    interrupted = true;
  });
  await crowd.enter();
  const start = performance.now();
  const { frames, bytesDown, bytesUp, messagesUp } = gauges;
  const gone = () => gauges.lost >= gauges.seated;
  while (performance.now() - start < seconds * 1000 && !interrupted && !gone()) await wait(100);
  return {
    seconds: (performance.now() - start) / 1000,
    frames: gauges.frames - frames,
    bytesDown: gauges.bytesDown - bytesDown,
    bytesUp: gauges.bytesUp - bytesUp,
    messagesUp: gauges.messagesUp - messagesUp,
  };
}

await runCommand({ usage: USAGE, options: OPTIONS }, async (values) => {
  const options = readOptions(values);
  const problem = await problemAt(options);
  if (problem !== undefined) console.error(problem);
  return problem === undefined && (await run(options)) ? 0 : 1;
});
