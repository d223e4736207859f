/**
 * A built page leaves the checks of declarations out: the server of the same build has the same rules, checks them as it starts,
 * and offers no game that fails. It weighs less, and begins sooner. scripts/vite.ts sets the constant for pages alone.
 */
declare global {
  // A bundler replaces the whole expression, so that what it guards falls away. It must be declared by "var" to be one of globalThis.
  var SCRIM_CHECKED: boolean | undefined;
}

export {};
