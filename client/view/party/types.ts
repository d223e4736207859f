/** What the parts of the party's view, and the pages around it, know of one another. */
import type { nothing, TemplateResult } from "lit-html";
import type { PartySnapshot, PartyUpInput } from "#shared/protocol/party.ts";

type Part = TemplateResult | typeof nothing;

/** What the page that is shown tells of itself. */
export interface ShownPage {
  /** The code of the match that is played here; undefined where there is none to come back into. */
  readonly seated?: string | undefined;
  /** Whether the player is in a round here that is on. */
  readonly underway?: boolean | undefined;
  /** Asks the player first, if leaving would cost them something. @returns whether it asks: then they have not left */
  holds?(): boolean;
  /** The player goes to another match for good: gives up the seat that they have here. */
  depart?(): void;
}

/** What the player can do about the party. */
export interface PartyActs {
  /** Whether the player leads a party with others in it whose line holds. */
  readonly leads: boolean;
  /** Whether the party has a match, and this player is not there. */
  readonly isMissing: boolean;
  say(message: PartyUpInput): void;
  leave(): void;
  /** The party is open in another window: it comes back to this one. */
  takeOver(): void;
  /** Into the party's match. */
  follow(): void;
  /**
   * Takes the whole party to a match, if the player leads one with others in it.
   * @returns whether it does: then the player needs no match of their own
   */
  play(kind: "casual" | "private", settings?: Readonly<Record<string, number>>): boolean;
}

/** The party as pages have it. */
export interface PartyOfPages {
  /** On the start page. */
  view(): Part;
  play: PartyActs["play"];
  /** Undefined while the player is in no party. */
  readonly desk:
    | {
        /** Undefined while the party is not known yet. */
        readonly party: Pick<PartySnapshot, "code"> | undefined;
        /** With the scores and the results of a match. */
        inMatch(): Part;
        /** Over a match that the party does not play. */
        way(): Part;
      }
    | undefined;
}
