/** Players join, leave and lose their connection at every phase of a round: nothing throws, and what the game tells stays true. */
import { advance, SEAT, type Status, seededNature, statusOf, TableView, type WorldBase } from "#shared/sim/index.ts";
import { checkAnswers } from "../answers.ts";
import { Faults, type Moment } from "../faults.ts";
import { type Verdict, verdict } from "../report.ts";
import { playRound } from "../round.ts";
import type { Effort, Subject } from "../subject.ts";

/** Moments of a round that are tried, at most: each change of status, and others spread over the round. */
const MOMENTS = 40;
/** After a change so many ticks are stepped. */
const AFTERMATH = 30;

/** What happens to the seats: each writes the kinds of their next owners. */
const CHANGES: Readonly<Record<string, (kinds: { [seat: number]: number }, seats: number, seat: number) => void>> = {
  "a player leaves": (kinds, _, seat) => {
    kinds[seat] = SEAT.empty;
  },
  "a player's connection is lost": (kinds, _, seat) => {
    kinds[seat] = SEAT.away;
  },
  "a bot takes a player's seat": (kinds, _, seat) => {
    kinds[seat] = SEAT.bot;
  },
  "all leave": (kinds, seats) => {
    for (let seat = 0; seat < seats; seat++) kinds[seat] = SEAT.empty;
  },
  "all but one leave": (kinds, seats, kept) => {
    for (let seat = 0; seat < seats; seat++) if (seat !== kept) kinds[seat] = SEAT.empty;
  },
  "all connections are lost": (kinds, seats) => {
    for (let seat = 0; seat < seats; seat++) kinds[seat] = SEAT.away;
  },
};

/** Who sits there, changed and then changed back, each followed by some ticks. */
function tryChange(world: WorldBase, change: string, seat: number, faults: Faults, moment: Moment): void {
  const fork = world.clone();
  const inputs = new TableView(world.seatTable.placed, new ArrayBuffer(world.layout.size));
  inputs.bytes.set(world.seatTable.bytes);
  const nature = seededNature(moment.seed);
  const [kinds] = inputs.cells;
  const before = Array.from({ length: inputs.capacity }, (_, n) => kinds[n]);
  const at: Moment = { ...moment, at: `${moment.at}, as ${change} (seat ${seat})` };
  const step = (ticks: number) => {
    for (let tick = 0; tick < ticks; tick++) advance(fork, inputs, nature);
    checkAnswers(fork, faults, at);
  };
  faults.try(
    "a step",
    () => at,
    () => {
      CHANGES[change](kinds, inputs.capacity, seat);
      step(1);
      step(AFTERMATH);
      // The seat's next player comes.
      for (let n = 0; n < inputs.capacity; n++) kinds[n] = before[n];
      step(1);
      step(AFTERMATH);
    },
  );
}

export function seats(subject: Subject, { from, seeds }: Effort): Verdict {
  const { game } = subject;
  const faults = new Faults(subject, "seats");
  const statuses = new Set<Status>();
  let [tried, next] = [0, 0];
  const rounds = Math.max(1, Math.ceil(seeds / 20));
  for (let seed = from; seed < from + rounds; seed++) {
    const moments: WorldBase[] = [];
    let tick = 0;
    faults.try(
      "a round of bots",
      () => ({ seed, at: `tick ${tick}` }),
      () => {
        let status: Status | undefined;
        playRound(game, {}, seed, (world) => {
          tick = world.tick;
          const now = statusOf(world);
          // The first ticks of each phase, and later ones ever more rarely.
          if (now !== status || tick >= next) {
            moments.push(world.clone());
            next = Math.ceil(tick * 1.15) + 5;
          }
          status = now;
          statuses.add(now);
          return moments.length < MOMENTS;
        });
      },
    );
    for (const [n, world] of moments.entries()) {
      for (const change of Object.keys(CHANGES)) {
        tryChange(world, change, n % world.seatTable.capacity, faults, { seed, at: `tick ${world.tick}` });
        tried += 1;
      }
    }
  }
  return verdict(
    `${tried} times players left, came or were lost, in the phases ${[...statuses].join(", ")}`,
    faults.all,
  );
}
