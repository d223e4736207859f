/** What actions are called in the settings, and under which headings they stand there: loaded with the settings. */
import type { GameCard } from "../games/game-view.ts";
import { type ActionId, GAME_ACTIONS } from "./actions.ts";
import type { Action } from "./controls.ts";

/** What a game's own buttons do is said by the game: see `GameCard.actions`. */
const LABELS: Readonly<Record<ActionId, string>> = {
  up: "Up",
  left: "Left",
  down: "Down",
  right: "Right",
  primary: "Fire",
  secondary: "Dash",
  tertiary: "Reload",
  ready: "Ready, rematch",
  aimUp: "Aim up",
  aimLeft: "Aim left",
  aimDown: "Aim down",
  aimRight: "Aim right",
  face: "Turn to the nearest rival",
  wheel: "Emotes",
  ping: "Mark a place",
  emote1: "Emote 1",
  emote2: "Emote 2",
  emote3: "Emote 3",
  emote4: "Emote 4",
  emote5: "Emote 5",
  emote6: "Emote 6",
  emote7: "Emote 7",
  emote8: "Emote 8",
  scores: "Scores",
  menu: "To the buttons, and back",
  mute: "Sound on or off",
  net: "Net graph",
  ghosts: "Ghosts in the net graph",
  report: "That felt wrong: keep the last minute",
  previous: "Player before",
  next: "Next player",
  free: "Free camera",
  director: "Director",
  pause: "Pause, play",
  skipBack: "Back 5 seconds",
  skipOn: "On 5 seconds",
  leapBack: "Back 30 seconds",
  leapOn: "On 30 seconds",
  toStart: "To the beginning",
  toEnd: "To the end, or live",
  slower: "Slower",
  faster: "Faster",
  clean: "Nothing over the picture",
  legend: "What the keys do",
};

export const GROUPS: readonly { readonly title: string; readonly actions: readonly ActionId[] }[] = [
  { title: "Move and act", actions: ["up", "left", "down", "right", "primary", "secondary", "tertiary", "ready"] },
  { title: "Aim with keys", actions: ["aimUp", "aimLeft", "aimDown", "aimRight", "face"] },
  {
    title: "Talk",
    actions: ["wheel", "ping", "emote1", "emote2", "emote3", "emote4", "emote5", "emote6", "emote7", "emote8"],
  },
  { title: "Match", actions: ["scores", "menu", "mute", "net", "ghosts", "report"] },
  {
    title: "Watching",
    actions: [
      "previous",
      "next",
      "free",
      "director",
      "pause",
      "skipBack",
      "skipOn",
      "leapBack",
      "leapOn",
      "toStart",
      "toEnd",
      "slower",
      "faster",
      "clean",
      "legend",
    ],
  },
];

const isGameAction = (action: ActionId): action is Action & ActionId => GAME_ACTIONS.some((one) => one === action);

/** What an action is called in this game; empty where the game has no use for it. */
export const actionLabel = (action: ActionId, card?: Pick<GameCard, "actions">): string =>
  (isGameAction(action) ? card?.actions[action] : undefined) ?? LABELS[action];
