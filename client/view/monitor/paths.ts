/** Addresses of the operator's pages. */

export const MONITOR = "/monitor";
/** @param id the match's object */
export const matchPath = (id: string): string => `${MONITOR}/matches/${id}`;
/** @param id the match's object */
export const operatorWatchPath = (id: string): string => `${MONITOR}/watch/${id}`;
export const REPORTS = `${MONITOR}/reports`;
export const PLAYGROUND = "/playground";
