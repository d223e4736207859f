/**
 * Of Phaser, what this client draws with: scripts/phaser.ts puts this file in the place of the package, so an import from
 * "phaser" gets what is exported here, in Phaser's own types. A game that needs more adds a line:
 * docs/PUCK.md, "The parts of Phaser".
 */

// Before all that draws by it: its parts ask for the whole, and have it only if the whole was asked for first.
import "phaser/src/renderer/index.js";

// What every scene has: `scene.cameras`, `scene.events`, `scene.add`, `scene.children`, and the scene's own life.
import "phaser/src/cameras/2d/CameraManager.js";
import "phaser/src/events/EventEmitter.js";
import "phaser/src/gameobjects/GameObjectFactory.js";
import "phaser/src/gameobjects/DisplayList.js";
import "phaser/src/gameobjects/UpdateList.js";
import PhaserScene from "phaser/src/scene/Scene.js";
import "phaser/src/scene/ScenePlugin.js";

// What a scene can add: `scene.add.graphics()` and so on.
import "phaser/src/gameobjects/graphics/GraphicsFactory.js";
import "phaser/src/gameobjects/image/ImageFactory.js";
import "phaser/src/gameobjects/particles/ParticleEmitterFactory.js";
import { guardScene } from "./absent.ts";

// What is imported by name.
export { WEBGL } from "phaser/src/const.js";
export { default as Game } from "phaser/src/core/Game.js";
export * as Scale from "phaser/src/scale/index.js";

export class Scene extends PhaserScene {
  constructor(config: ConstructorParameters<typeof PhaserScene>[0]) {
    super(config);
    guardScene(this);
  }
}
