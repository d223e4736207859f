/** As much of a stage as a game's effects draw on: pictures that remember what they show, and sounds that were played. */
import type { Drawn, GameEvent } from "#client/session/types.ts";
import type { Plates } from "#client/view/games/common/plates.ts";
import type { Stage } from "#client/view/games/game-view.ts";
import type { Hearing } from "#client/view/sound/sounds.ts";
import type { Atlas } from "#client/view/stage/atlas.ts";
import type { Cells, WorldBase } from "#shared/sim/index.ts";

/** Does what a picture of Phaser's does, as far as it can be asked about. */
export class Picture {
  x = 0;
  y = 0;
  scaleX = 1;
  scaleY = 1;
  rotation = 0;
  alpha = 1;
  depth = 0;
  tint = 0xffffff;
  visible = true;
  frame: { name: string };

  constructor(name: string) {
    this.frame = { name };
  }

  #set(values: Partial<Picture>): this {
    return Object.assign(this, values);
  }
  setFrame = (name: string) => this.#set({ frame: { name } });
  setPosition = (x: number, y: number) => this.#set({ x, y });
  setX = (x: number) => this.#set({ x });
  setY = (y: number) => this.#set({ y });
  setScale = (x: number, y = x) => this.#set({ scaleX: x, scaleY: y });
  setRotation = (rotation: number) => this.#set({ rotation });
  setAlpha = (alpha: number) => this.#set({ alpha });
  setDepth = (depth: number) => this.#set({ depth });
  setTint = (tint: number) => this.#set({ tint });
  setVisible = (visible: boolean) => this.#set({ visible });
  setOrigin = () => this;
  setBlendMode = () => this;
}

export interface Played extends Hearing {
  readonly name: string;
}

export class SceneBench {
  readonly pictures: Picture[] = [];
  readonly played: Played[] = [];
  readonly shakes: number[] = [];
  isCalm = false;
  /** No more of Phaser than this is asked for. */
  readonly atlas: Atlas = {
    key: "test",
    sharpness: 1,
    image: (name: string) => {
      const picture = new Picture(name);
      this.pictures.push(picture);
      return picture;
    },
  } as unknown as Atlas;
  readonly plates = { image: () => undefined } as unknown as Plates;
  readonly stage: Stage = {
    scene: {
      add: {
        particles: () => {
          const emitter = { setDepth: () => emitter, setParticleTint() {}, setEmitterAngle() {}, emitParticleAt() {} };
          return emitter;
        },
      },
    } as unknown as Stage["scene"],
    sharpness: 1,
    zoom: 1,
    nameOf: (seat) => `Player ${seat}`,
    sounds: { play: (name, hearing = {}) => void this.played.push({ name, ...hearing }) },
    calm: () => this.isCalm,
    shake: (strength) => void this.shakes.push(strength),
    ear: { x: 0, y: 0 },
  };

  /** The pictures of this name that are to be seen. */
  seen(name: string): Picture[] {
    return this.pictures.filter((picture) => picture.visible && picture.frame.name === name);
  }

  /** What was played since it was last asked. */
  heard(): Played[] {
    return this.played.splice(0);
  }
}

/** A frame that shows a world as it is, in which this has happened. */
export function drawnOf<W extends WorldBase>(world: W, events: readonly GameEvent[] = []): Drawn<W> {
  const tables: Record<string, Record<string, Cells>> = {};
  for (const view of world.views)
    tables[view.placed.name] = Object.fromEntries(view.placed.columns.map(({ name }, i) => [name, view.cells[i]]));
  const { tick } = world;
  return { tick, ownTick: tick, world, tables, events, revoked: [], known: world, predicted: world };
}
