/** What stands in place of a leaderboard's rows where there are none: why, and what can be done. */
export type Shown = "top" | "around" | "met" | "name";

/** @param isOn the season is the one that is on */
export function emptyText(show: Shown, name: string, isOn: boolean): { readonly title: string; readonly text: string } {
  if (!isOn && show !== "name")
    return {
      title: "You see a season that is over.",
      text: "Choose another one above, or play in the one that is on.",
    };
  switch (show) {
    case "top":
      return { title: "This leaderboard is empty.", text: "The first round that players are matched for begins it." };
    case "around":
      return { title: "You are not on this leaderboard yet.", text: "After one round you stand here." };
    case "met":
      return { title: "No players met yet.", text: "Here stand the players of your last rounds." };
    case "name":
      return { title: `No player here is called “${name}”.`, text: "The beginning of a name is enough." };
  }
}
