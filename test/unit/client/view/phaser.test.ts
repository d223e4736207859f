/**
 * Phaser is built from those of its modules that client/view/phaser/index.ts names: they must be all that the client
 * uses.
 */
import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { guardScene, PLUGINS } from "#client/view/phaser/absent.ts";
import { absentModule } from "../../../../scripts/phaser.ts";

const SOURCES = "node_modules/phaser/src";
const read = (path: string): string => readFileSync(path, "utf8");
const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found]) => found);

const entry = read("client/view/phaser/index.ts");
/** What of Phaser's modules the entry names. */
const parts = all(entry, /"phaser\/(src\/[^"]+)"/g).map((path) => read(`node_modules/phaser/${path}`));
const views = globSync("client/view/**/*.ts").filter((path) => !path.includes("view/phaser/"));
const drawn = views.map(read).join("\n");

const plugins = (text: string): string[] => all(text, /PluginCache\.register\('\w+', \w+, '(\w+)'/g);
/** What a plugin is called in a scene; keyboard and gamepad are parts of `input`. */
const names = new Map(
  [...read(`${SOURCES}/scene/InjectionMap.js`).matchAll(/^ {4}(\w+): '(\w+)'/gm)].map(([, key, name]) => [key, name]),
);
/** What a scene of Phaser's has, and one of this build has not. Sound is no plugin, but left out by a flag. */
const missing = globSync(`${SOURCES}/**/*.js`)
  .flatMap((path) => plugins(read(path)))
  .filter((key) => !parts.some((part) => plugins(part).includes(key)))
  .flatMap((key) => names.get(key) ?? [])
  .concat("sound");

describe("what the client uses of Phaser is in the build", () => {
  it("by name", () => {
    const used = all(drawn, /import \{([^}]+)\} from "phaser"/g).flatMap((names) =>
      names.split(",").map((n) => n.trim()),
    );
    const exported = [
      ...all(entry, /export \{([^}]+)\}/g).map((name) => name.replace("default as ", "").trim()),
      ...all(entry, /export (?:\* as|class) (\w+)/g),
    ];
    expect(used).toContain("Game");
    expect(exported).toEqual(expect.arrayContaining(used));
  });

  it("of what a scene can add", () => {
    const used = all(drawn, /scene\.add\s*\.(\w+)\(/g);
    const registered = parts.flatMap((part) => all(part, /GameObjectFactory\.register\('(\w+)'/g));
    expect(used).toContain("particles");
    expect(registered).toEqual(expect.arrayContaining(used));
  });

  it("of what a scene has", () => {
    const used = all(drawn, /\bscene\.(\w+)\b/g);
    expect(used).toContain("textures");
    expect(used.filter((name) => missing.includes(name))).toEqual([]);
  });
});

describe("what is not in the build", () => {
  it("is known by name, where a scene would have it", () => {
    expect(names.get("displayList")).toBe("children");
    expect(PLUGINS).toEqual(expect.arrayContaining(missing));
  });

  it("says so where it is asked for", () => {
    const scene: Record<string, unknown> & { add?: unknown } = {};
    guardScene(scene);
    scene.add = { image: () => "an image" };
    expect(scene.add).toMatchObject({ image: expect.any(Function) });
    expect(() => scene.tweens).toThrow(
      "Phaser's scene.tweens is not in this build: add it to client/view/phaser/index.ts",
    );
    expect(() => Reflect.get(Object(scene.add), "text")).toThrow("Phaser's scene.add.text is not in this build");
  });

  it("is there as usual once it is put into the build", () => {
    const scene: Record<string, unknown> = {};
    guardScene(scene);
    scene.tweens = "its tweens";
    expect(scene.tweens).toBe("its tweens");
  });

  it("is what nothing here draws by, and says so where it is drawn by all the same", () => {
    const src = (path: string) => `/node_modules/phaser/src/${path}.js`;
    expect(absentModule(src("renderer/webgl/renderNodes/filters/FilterGlow"))).toContain(
      "Phaser's renderer/webgl/renderNodes/filters/FilterGlow.js is not in this build",
    );
    for (const path of ["filters/Glow", "math/HashSimplex", "renderer/webgl/shaders/index"])
      expect(absentModule(src(path)), path).toBeDefined();
    for (const path of [
      "renderer/webgl/renderNodes/BatchHandlerQuad",
      "renderer/webgl/renderNodes/filters/BaseFilter",
      "renderer/webgl/shaders/Multi-vert",
      "filters/Controller",
      "math/Matrix4",
    ])
      expect(absentModule(src(path)), path).toBeUndefined();
  });
});
