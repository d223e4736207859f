/** Phaser's own modules, of which its types tell nothing: those that are named in index.ts. */

declare module "phaser/src/*" {
  const part: unknown;
  export default part;
}
declare module "phaser/src/const.js" {
  export const WEBGL: number;
}
declare module "phaser/src/scale/index.js" {
  export const ScaleModes: object;
}
declare module "phaser/src/scene/Scene.js" {
  import type { Scene } from "phaser";

  const scene: typeof Scene;
  export default scene;
}
