/** Puck: two goals, one puck, and two teams of up to three. */
import { defineGame } from "#shared/sim/index.ts";
import { bot } from "./bot/index.ts";
import { input } from "./input.ts";
import { modes } from "./modes.ts";
import { roundLeft, statusOf, wait } from "./phases.ts";
import { goalsOf, result } from "./score.ts";
import { join, leave } from "./seats.ts";
import { settings } from "./settings.ts";
import { step } from "./step.ts";
import { tables } from "./tables.ts";
import { teamOf } from "./teams.ts";
import { TICK_RATE } from "./tuning.ts";

export const puck = defineGame({
  name: "puck",
  version: 5,
  tickRate: TICK_RATE,
  settings,
  modes,
  input,
  // All tables are predicted: no player sees the past, so there is nothing to rewind.
  rewind: 0,
  level: () => undefined,
  tables,
  setup: wait,
  step,
  join,
  leave,
  status: statusOf,
  bot,
  standIn: true,
  result,
  roundLeft,
  highlight: goalsOf,
  teamOf: (_, seat) => teamOf(seat),
  // Version 1 had no stand-ins for players who are away; version 2 gave a seat another paddle at once.
  migrate: (_, { version }) => version >= 1 && version < 5,
});
