/**
 * What a chat shows of a link before it is opened: a title, a line of text and a picture, as metadata in the page
 * (https://ogp.me). Only what a visitor of the link is shown anyway stands in it.
 */
import type { MatchDetail } from "#shared/protocol/index.ts";
import type { PartyInfo } from "#shared/protocol/party.ts";
import type { Games } from "#shared/sim/index.ts";
import type { Env } from "../env.ts";

export interface Preview {
  readonly title: string;
  readonly text: string;
  /** The game whose picture stands beside it; undefined for that of the site. */
  readonly game: string | undefined;
}

/** What of a page there is to be told. */
export type Shown =
  | { readonly page: "start" | "replay" }
  /** `by`: the seat of the player who invites. */
  | { readonly page: "join" | "watch"; readonly by: number | undefined };

/** So many players are named; the others are counted. */
const NAMED = 3;

const START: Preview = {
  title: "Scrim: a match in one click",
  text: "Multiplayer matches in your browser. Open the link, and play: no account, no download.",
  game: undefined,
};

/** "arena" is "Arena": rules know no title of their game. */
const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

function listOf(names: readonly string[], others: number): string {
  const all = others > 0 ? [...names, `${others} more`] : names;
  return all.length < 2 ? (all[0] ?? "") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}

function presence({ people = [], players, bots }: MatchDetail): string {
  const names = people.slice(0, NAMED).map(({ name }) => name);
  const there = listOf(names, Math.max(0, players - names.length));
  if (there !== "") return `${there} ${players === 1 ? "is" : "are"} there.`;
  return bots > 0 ? "Bots are there." : "No player is there yet.";
}

/** @param info undefined where there is no such match any more, or where it was not asked */
export function previewOf(games: Games, shown: Shown, info: MatchDetail | undefined): Preview {
  if (shown.page === "start") return START;
  if (info === undefined) {
    if (shown.page !== "replay") return START;
    return { ...START, title: "A replay of a match", text: "Watch it in your browser, from any moment." };
  }
  const { game, mode } = info;
  const rules = games.get(game)?.modes[mode]?.title;
  const what = rules === undefined ? capital(game) : `${capital(game)}, ${rules}`;
  const preview = (title: string, text: string): Preview => ({ title, text, game });
  switch (shown.page) {
    case "replay":
      return preview(`Replay: ${what}`, "Watch the match in your browser, from any moment.");
    case "watch":
      return preview(`Watch live: ${what}`, `${presence(info)} Open the link, and watch.`);
    case "join": {
      const host = info.people?.find(({ seat }) => seat === shown.by)?.name;
      const title = host === undefined ? `You are invited: ${what}` : `${host} invites you: ${what}`;
      if (info.status === "ended") return preview(title, "This match is over.");
      const free = info.players < info.seats ? "Open the link, and play: no account." : "Every seat is taken just now.";
      return preview(title, `${presence(info)} ${free}`);
    }
  }
}

export function partyPreview({ leader, members, most }: PartyInfo): Preview {
  const names = members.slice(0, NAMED).map(({ name }) => name);
  const there = listOf(names, members.length - names.length);
  const title = leader === "" ? "You are invited to a party" : `${leader} invites you to a party`;
  const who = there === "" ? "No player is there yet." : `${there} ${members.length === 1 ? "is" : "are"} there.`;
  const free = members.length < most ? "Open the link, and play together: no account." : "It is full just now.";
  return { title, text: `${who} ${free}`, game: undefined };
}

/** @returns undefined where there is no such ladder */
export function ladderPreview(games: Games, game: string, mode: string): Preview | undefined {
  const modes = games.get(game)?.modes ?? {};
  if (!Object.hasOwn(modes, mode) || modes[mode].queue === undefined) return undefined;
  const title = `Leaderboard: ${capital(game)}, ${modes[mode].title}`;
  return { title, text: "The best players, and where you stand among them.", game };
}

export const PLAYER_PREVIEW: Preview = {
  ...START,
  title: "A player of Scrim",
  text: "Ratings, and the last rounds with their replays.",
};

/** Text as it may stand between the quotes of an attribute. */
const quoted = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The size of every picture: what chats ask for. */
const SIZE = { width: "1200", height: "630" };

/** @param image an absolute address: chats take no other */
export function metadataOf({ title, text }: Preview, image: string): string {
  const properties = {
    "og:site_name": "Scrim",
    "og:type": "website",
    "og:title": title,
    "og:description": text,
    "og:image": image,
    "og:image:type": "image/png",
    "og:image:width": SIZE.width,
    "og:image:height": SIZE.height,
  };
  const tags = Object.entries(properties).map(
    ([name, value]) => `<meta property="${name}" content="${quoted(value)}" />`,
  );
  return [...tags, '<meta name="twitter:card" content="summary_large_image" />'].join("");
}

/** The picture of a game, or of the site: public/cards holds them. */
export const cardPath = (game: string | undefined): string => `/cards/${game ?? "scrim"}.png`;

/** Tells the page where other devices reach this server: its own address may be this machine's alone. */
export const lanOf = ({ LAN_ORIGIN }: Pick<Env, "LAN_ORIGIN">): string =>
  LAN_ORIGIN === undefined ? "" : `<meta name="scrim-lan" content="${quoted(LAN_ORIGIN)}" />`;
