/** The number of a round, as an address has it; undefined where it is none. */
export const roundOf = (text: string): number | undefined => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined);
