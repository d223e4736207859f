/** What of Phaser is not in this build says so where it is asked for, instead of being undefined. */

/** What Phaser would put into a scene, each by a plugin. */
export const PLUGINS = [
  "data",
  "input",
  "lights",
  "load",
  "make",
  "matter",
  "physics",
  "sound",
  "time",
  "tweens",
] as const;

const absent = (what: string): never => {
  throw new Error(`Phaser's ${what} is not in this build: add it to client/view/phaser/index.ts`);
};

/** `scene.add`, with an error for each kind of object that it does not have. */
const guarded = (factory: object): object =>
  new Proxy(factory, {
    get: (target, name, self) =>
      typeof name === "symbol" || name in target ? Reflect.get(target, name, self) : absent(`scene.add.${name}`),
  });

/** To be called before Phaser sets what the scene has: that is then there as usual. */
export function guardScene(scene: object): void {
  const settle = (name: string, value: unknown) =>
    Object.defineProperty(scene, name, { value, writable: true, configurable: true, enumerable: true });
  for (const name of PLUGINS) {
    Object.defineProperty(scene, name, {
      configurable: true,
      get: () => absent(`scene.${name}`),
      set: (value: unknown) => settle(name, value),
    });
  }
  Object.defineProperty(scene, "add", {
    configurable: true,
    get: () => undefined,
    set: (factory: object) => settle("add", guarded(factory)),
  });
}
