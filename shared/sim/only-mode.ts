/** The mode of a game that names none: rules and cards have it, and a card is loaded without the rest of the kit. */

/** @param name the game's */
export const onlyMode = (name: string) => ({
  play: { title: (name.charAt(0).toUpperCase() + name.slice(1)).replaceAll(/[-_]/g, " "), settings: {} },
});
