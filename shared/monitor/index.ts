/** What the server's monitor tells an operator's page, and is asked by it. */
export * from "./acts.ts";
export * from "./match.ts";
export * from "./news.ts";
export * from "./rows.ts";
export * from "./session.ts";
