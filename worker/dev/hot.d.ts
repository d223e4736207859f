/** What Vite gives a module of the development server: https://vite.dev/guide/api-hmr. A built server has none of it. */
interface ImportMeta {
  /** Vite looks for `import.meta.hot.accept(` in the text of a module. */
  readonly hot?: {
    /** Kept from one version of this module to the next. */
    readonly data: { games?: import("./dev-games.ts").DevGames; life?: { over: boolean } };
    /** This module takes changes of one that it imports, and stays. @param then undefined: the new version has thrown */
    accept(path: string, then: (module: object | undefined) => void): void;
    /** Tells the process of `npm run dev`. */
    send(event: string, data: object): void;
  };
}
