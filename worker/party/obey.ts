/** What becomes of a party by a message of a member: all but the start of a match, and what a socket carries. Pure. */
import type { PartyUp } from "#shared/protocol/party.ts";
import type { Games } from "#shared/sim/index.ts";
import * as deeds from "./party.ts";

export function obey(
  games: Games,
  party: deeds.Party,
  player: string,
  message: Exclude<PartyUp, { type: "play" | "rtt" }>,
  now: number,
): deeds.Done {
  const done = (next: deeds.Party): deeds.Done => ({ ok: true, party: next });
  switch (message.type) {
    case "ready":
      return done(deeds.setReady(party, player, message.ready));
    case "name":
      return done(deeds.rename(party, player, message.name));
    case "plays":
      return done(deeds.setPlays(party, player, message.plays, now));
    case "leave":
      return done(deeds.leave(party, player, now));
    case "cancel":
      return done(deeds.cancel(party));
    case "found":
      return done(deeds.found(party, { code: message.code, game: message.game }, now));
    case "choose": {
      const isKnown = Object.hasOwn(games.get(message.game)?.modes ?? {}, message.mode);
      return isKnown ? deeds.choose(party, player, message.game, message.mode) : { ok: false, why: "bad_request" };
    }
    case "kick":
      return deeds.kick(party, player, message.member, now);
    case "lead":
      return deeds.lead(party, player, message.member);
  }
}
