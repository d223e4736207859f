/** Why a match is late, in words, out of what the server tells of it. */
import { expect, it } from "vitest";
import { causesOf } from "#client/view/monitor/match/late.ts";
import type { MatchLook } from "#shared/monitor/index.ts";
import { matchLook, NOW, socketRow, vitals } from "#test/support/monitor.ts";

const causes = (changes: Partial<MatchLook> = {}, at = NOW, now = NOW) =>
  causesOf({ look: matchLook(changes), at, now });
const texts = (...of: Parameters<typeof causes>): string[] => causes(...of).map(({ text }) => text);

const { history } = matchLook();

it("nothing where all is well, also of a client that tells no round trip, and of a match that sleeps", () => {
  expect(causes()).toEqual([]);
  expect(causes({ sockets: [socketRow({ rtt: undefined, slack: undefined, backlog: undefined })] })).toEqual([]);
  expect(causes({ vitals: vitals({ asleep: true, lateMs: 900, lateTicks: 0.5 }) })).toEqual([]);
});

it("a tick that was late now and then is what any machine does", () => {
  expect(causes({ vitals: vitals({ lateMs: 80, lateTicks: 0.01 }) })).toEqual([]);
});

it("a timer that was late for a moment", () => {
  const moments = history.map((moment, i) => (i === 115 ? { ...moment, lateMs: 180 } : moment));
  expect(texts({ vitals: vitals({ lateMs: 180, lateTicks: 0.03 }), history: moments })).toEqual([
    "Its object begins ticks up to 180 ms late (3% of its ticks come more than a tick late), now and then: the machine was busy for a moment.",
  ]);
});

it("a timer that is late second after second", () => {
  const moments = history.map((moment) => ({ ...moment, lateMs: 60 }));
  expect(texts({ vitals: vitals({ lateMs: 60, lateTicks: 0.4 }), history: moments })[0]).toContain(
    "and so second after second: the machine is busy, or the rules take long.",
  );
});

it("a match that does not make its ticks, and the second that is on does not count", () => {
  const slow = history.map((moment) => ({ ...moment, ticks: 21, lateMs: 400 }));
  expect(texts({ vitals: vitals({ lateMs: 400, lateTicks: 0.9 }), history: slow })[0]).toContain(
    "makes 21 of 30 ticks a second: the rules take longer than a tick, or the machine is busy.",
  );
  const young = history.map((moment, i) => (i === 119 ? { ...moment, ticks: 3, lateMs: 60 } : moment));
  expect(texts({ vitals: vitals({ lateMs: 60, lateTicks: 0.1 }), history: young })[0]).not.toContain("makes");
});

it("names whose inputs come late, the worst first, with the line's figures and the socket's place", () => {
  const sockets = [
    socketRow(),
    socketRow({ seat: 1, name: "Bob", lateInputs: 0.06, rtt: 90, slack: 3 }),
    socketRow({ seat: 2, name: "Cleo", lateInputs: 0.3, rtt: 340, slack: -55 }),
    socketRow({ seat: 3, name: "Dan" }),
    socketRow({ seat: 4, name: "Eve" }),
  ];
  expect(causes({ sockets, vitals: vitals({ lateInputs: 0.08 }) })).toEqual([
    {
      ...{ weight: "late", socket: 2 },
      text: "Cleo sends 30% of the inputs too late: round trip 340 ms, a long way, the tightest came 55 ms after its tick. The line varies more than the client allows for.",
    },
    {
      weight: "late",
      socket: 1,
      text: "Bob sends 6% of the inputs too late: round trip 90 ms. By now even the tightest comes 3 ms early: the line, or the player's machine, stalled for a moment.",
    },
  ]);
});

it("where most players' inputs are late it says so before it names three, and counts the others", () => {
  const sockets = Array.from({ length: 5 }, (_, seat) =>
    socketRow({ seat, name: `P${seat}`, lateInputs: 0.5 - seat / 100, rtt: undefined, slack: undefined }),
  );
  const said = texts({ sockets });
  expect(said[0]).toBe(
    "The inputs of 5 of 5 players come too late: look at the match or its region before you look at their lines.",
  );
  expect(said.slice(1)).toEqual([
    "P0 sends 50% of the inputs too late: its round trip is not known.",
    "P1 sends 49% of the inputs too late: its round trip is not known.",
    "P2 sends 48% of the inputs too late: its round trip is not known.",
    "2 more send inputs too late.",
  ]);
});

it("late inputs of players who have gone", () => {
  expect(texts({ sockets: [], vitals: vitals({ lateInputs: 0.2 }) })).toEqual([
    "20% of all inputs came too late, of players who are not here now.",
  ]);
});

it("a socket near what it may send: by messages, and by bytes", () => {
  expect(texts({ sockets: [socketRow({ messagesPerS: 57, allowance: 0.95 })] })).toEqual([
    "Ada sends 57 of 60 messages a second: beyond that the socket is closed. An honest client sends half of it.",
  ]);
  expect(texts({ sockets: [socketRow({ bytesPerS: 19_456, allowance: 0.95 })] })[0]).toBe(
    "Ada sends 19.0 KiB of 20.0 KiB a second: beyond that the socket is closed.",
  );
  expect(causes({ sockets: [socketRow({ messagesPerS: 50, allowance: 0.83 })] })).toEqual([]);
});

it("a reader that does not read: a spectator, and a relay with those behind it", () => {
  const clogged = { clogged: true, seat: -1, name: "" };
  expect(
    causes({
      sockets: [
        socketRow({ ...clogged, role: "spectator", backlog: undefined }),
        socketRow({ ...clogged, role: "relay", name: "1", watchers: 40, backlog: 300_000 }),
      ],
    }),
  ).toEqual([
    {
      ...{ weight: "near", socket: 1 },
      text: "A relay (1) with 40 spectators does not read what is sent (293 KiB wait): it gets nothing until it does, and then the whole world anew.",
    },
    {
      ...{ weight: "near", socket: 0 },
      text: "A spectator does not read what is sent: it gets nothing until it does, and then the whole world anew.",
    },
  ]);
});

it("a look that is old says so before all else", () => {
  const said = texts({ vitals: vitals({ lateMs: 400, lateTicks: 0.5 }) }, NOW - 12_000, NOW);
  expect(said[0]).toBe("Nothing has been heard of this match for 12 s: what stands here is old.");
  expect(said).toHaveLength(2);
  expect(causes({}, NOW - 4000, NOW)).toEqual([]);
});
