/** The arena's scene: puts its parts together. */
import type { GameObjects } from "phaser";
import type { Drawn } from "#client/session/types.ts";
import { type ArenaMap, mapOf } from "#shared/games/arena/map/level.ts";
import type { ArenaWorld } from "#shared/games/arena/world.ts";
import { Atlas } from "../../stage/atlas.ts";
import { signArt } from "../common/art-signs.ts";
import { HurtArcs } from "../common/hurt-arcs.ts";
import { Plates } from "../common/plates.ts";
import type { GameScene, Mark, Stage } from "../game-view.ts";
import { bodyArt } from "./art-bodies.ts";
import { thingArt } from "./art-things.ts";
import { Beams } from "./beams.ts";
import { Bodies } from "./bodies.ts";
import { Effects } from "./effects.ts";
import { EventEffects } from "./event-effects.ts";
import { paintMap } from "./map.ts";
import { isTeams, markOf } from "./palette.ts";
import { Pickups } from "./pickups.ts";
import { Shots } from "./shots.ts";
import { Weather } from "./weather.ts";

export class ArenaScene implements GameScene {
  readonly #stage: Stage;
  /** The map that is painted, and its pieces. */
  #map: number | undefined;
  #ground: readonly GameObjects.Image[] = [];
  readonly #effects: Effects;
  readonly #beams: Beams;
  readonly #bodies: Bodies;
  readonly #shots: Shots;
  readonly #pickups: Pickups;
  readonly #plates: Plates;
  readonly #weather: Weather;
  readonly #eventEffects: EventEffects;
  /** What was drawn last. */
  #world: ArenaWorld | undefined;

  constructor(stage: Stage, world: ArenaWorld) {
    this.#stage = stage;
    const { seats } = world.config;
    const atlas = new Atlas(stage.scene, "arena", stage.sharpness, [...bodyArt(seats), ...thingArt, ...signArt]);
    this.#plates = new Plates(stage, seats, (seat) => this.#teamMark(seat));
    this.#effects = new Effects(stage, atlas);
    this.#beams = new Beams(stage, atlas);
    this.#pickups = new Pickups(stage, atlas);
    this.#shots = new Shots(atlas, this.#effects);
    this.#bodies = new Bodies(atlas, this.#plates, this.#effects);
    const arcs = new HurtArcs(atlas);
    const [effects, beams, bodies] = [this.#effects, this.#beams, this.#bodies];
    this.#eventEffects = new EventEffects({ stage, effects, beams, bodies, arcs });
    this.#weather = new Weather(stage, atlas);
    this.#paint(mapOf(world));
  }

  /** By turns, a rematch is on another map. */
  #paint(map: ArenaMap): void {
    if (map.name === this.#map) return;
    this.#map = map.name;
    for (const piece of this.#ground) piece.destroy();
    this.#ground = paintMap(this.#stage.scene, map, this.#stage.sharpness);
    this.#pickups.lay(map);
    this.#weather.change(map.name);
  }

  #teamMark(seat: number): Mark | undefined {
    const world = this.#world;
    return world && isTeams(world) ? markOf(world, seat) : undefined;
  }

  get drawnPlayers(): number {
    return this.#bodies.drawn;
  }

  rename(): void {
    this.#plates.rename();
  }

  update(drawn: Drawn<ArenaWorld>, eye: number, now: number): void {
    this.#world = drawn.world;
    this.#plates.update();
    this.#paint(mapOf(drawn.world));
    this.#eventEffects.show(drawn, eye, now);
    this.#pickups.update(drawn, now);
    this.#shots.update(drawn, eye, now);
    this.#bodies.update(drawn, eye, now);
    this.#beams.update(now);
    this.#effects.update(now);
    this.#weather.update(now);
  }
}
