/** Which commands can be given, and what is said of those that can't. */
import { describe, expect, it } from "vitest";
import type { CommandOutcome, TellOutcome } from "#client/session/predict/command-log.ts";
import type { Link } from "#client/session/types.ts";
import { commandButton } from "#client/view/stage/command-button.ts";
import { CommandDesk } from "#client/view/stage/command-desk.ts";
import { COMMAND_REFUSED } from "#shared/protocol/down.ts";
import { type AnyGame, type Command, configure, emptyWorld, plan } from "#shared/sim/index.ts";
import { ledger } from "#test/support/ledger.ts";
import { drawnOf } from "#test/support/scene.ts";
import { textOf } from "#test/support/template.ts";

const PUT = { place: 0, value: 1 };

/** @param legal what the game's rules say; undefined = they say nothing */
function bench(legal?: (command: Command) => boolean | string, seat = 0) {
  const clock = { now: 1000, changes: 0 };
  const given: { readonly command: Command; answer(outcome: CommandOutcome, words?: string): void }[] = [];
  const game: AnyGame = {
    ...(ledger as AnyGame),
    ...(legal && { legal: (_: unknown, __: number, one: Command) => legal(one) }),
  };
  const session = {
    seat,
    link: { state: "live" } as Link,
    command(command: Command, told: TellOutcome = () => {}) {
      given.push({ command, answer: (outcome, words = "") => told(outcome, words) });
      return true;
    },
  };
  const desk = new CommandDesk({
    session,
    now: () => clock.now,
    changed: () => Object.assign(clock, { changes: clock.changes + 1 }),
  });
  desk.look(drawnOf(emptyWorld(plan(game, configure(game.settings, {})))));
  return { desk, given, clock, session };
}

describe("a command", () => {
  it("that the rules allow is given, and awaited until it has counted", () => {
    const { desk, given, clock } = bench();
    desk.command("put", PUT);
    expect(given.map(({ command }) => command)).toEqual([{ name: "put", args: PUT }]);
    expect(desk.awaits("put")).toBe(true);
    expect(desk.awaits("swap")).toBe(false);
    given[0].answer("counted");
    expect(desk.awaits("put")).toBe(false);
    expect(desk.refused("put")).toBeUndefined();
    expect(clock.changes).toBeGreaterThan(1);
  });

  it("that the rules do not allow is not sent, and the reason is theirs", () => {
    const { desk, given } = bench(() => "It is not your turn");
    expect(desk.refusal("put", PUT)).toBe("It is not your turn");
    desk.command("put", PUT);
    expect(given).toEqual([]);
    expect(desk.refused("put")).toBe("It is not your turn");
    expect(bench(() => false).desk.refusal("put", PUT)).toBe("Not now");
    expect(bench(() => true).desk.refusal("put", PUT)).toBeUndefined();
  });

  it("that there is not, or whose arguments are out of range, is refused before the rules are asked", () => {
    const { desk } = bench(() => {
      throw new Error("asked");
    });
    expect(desk.refusal("put", { place: 0, value: 5000 })).toBe("There is no such move");
    expect(desk.refusal("nothing", {})).toBe("There is no such move");
  });

  it("is none of a spectator's, nor of a player without a connection", () => {
    expect(bench(undefined, -1).desk.refusal("put", PUT)).toBe("You watch this match");
    const { desk, session } = bench();
    session.link = { state: "closed", ending: "over", reason: "" };
    expect(desk.refusal("put", PUT)).toBe("There is no connection");
  });

  it("that the server refuses says why, for some seconds", () => {
    const { desk, given, clock } = bench();
    const refused = (outcome: CommandOutcome) => {
      desk.command("put", PUT);
      given.at(-1)?.answer(outcome);
      return desk.refused("put");
    };
    expect(refused(COMMAND_REFUSED.illegal)).toBe("The match had gone on: try again");
    expect(refused(COMMAND_REFUSED.tooMany)).toBe("Too fast: try again in a moment");
    desk.command("put", PUT);
    given.at(-1)?.answer(COMMAND_REFUSED.illegal, "It is Ada's turn");
    expect(desk.refused("put")).toBe("It is Ada's turn");
    expect(refused("lost")).toBe("It was lost on the way: try again");
    clock.now += 4900;
    expect(desk.refused("put")).toBeDefined();
    clock.now += 200;
    expect(desk.refused("put")).toBeUndefined();
  });
});

describe("its button", () => {
  const viewOf = (desk: CommandDesk) => commandButton(desk, "put", PUT, { label: "Put" });
  const press = (view: ReturnType<typeof viewOf>) => {
    for (const value of view.values) if (typeof value === "function") (value as () => void)();
  };

  it("gives it once, however often it is pressed before the answer", () => {
    const { desk, given } = bench();
    press(viewOf(desk));
    press(viewOf(desk));
    expect(given).toHaveLength(1);
    given[0].answer("counted");
    press(viewOf(desk));
    expect(given).toHaveLength(2);
  });

  it("does nothing while it is grey, and says why", () => {
    const { desk, given } = bench(() => "Ada is first");
    expect(textOf(viewOf(desk))).toBe("Put Ada is first");
    press(viewOf(desk));
    expect(given).toEqual([]);
    expect(desk.refused("put")).toBeUndefined();
  });

  it("shows what the server has said", () => {
    const { desk, given } = bench();
    press(viewOf(desk));
    given[0].answer(COMMAND_REFUSED.tooMany);
    expect(textOf(viewOf(desk))).toBe("Put Too fast: try again in a moment");
  });
});
