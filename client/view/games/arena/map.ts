/** The ground and the walls: painted once, into one picture, of which pieces are shown. */
import type { GameObjects, Scene } from "phaser";
import type { ArenaMap } from "#shared/games/arena/map/level.ts";
import type { Rect } from "#shared/games/arena/map/shapes.ts";
import { box, disc, glow, type Pen, rect, stroke } from "../../stage/pen.ts";
import { paintGround, setBackground } from "../common/ground.ts";
import { LOOKS } from "./looks/index.ts";
import { drawer, type Look } from "./looks/look.ts";

/** World pixels around the map: the edge of it. */
const EDGE = 26;
/** World pixels inside of the edge that lie in its shade. */
const SHADE = 34;
/** World pixels that a wall is high, as seen from a little to the south. */
const HEIGHT = 12;
/** All corners of walls lie on multiples of it. */
const GRAIN = 20;
/** How far a glow at the foot of a wall reaches. Walls that are shorter have none. */
const GLOW = 34;
const GLOWS = 120;
/** World pixels between the middles of two patches of ground, and of how many places one has a patch. */
const PATCHES = 230;
const PATCHED = 0.72;

export function paintMap(scene: Scene, map: ArenaMap, sharpness: number): GameObjects.Image[] {
  const look = LOOKS[map.name % LOOKS.length];
  const width = map.width + 2 * EDGE;
  const height = map.height + 2 * EDGE;
  const patches = patchesOf(map, look);
  const { texture, scale } = paintGround(scene, "arena-map", { width, height, sharpness }, (pen) => {
    pen.translate(EDGE, EDGE);
    edge(pen, map, look);
    floor(pen, map, look, patches);
    shade(pen, map);
    walls(pen, map, look);
  });
  setBackground(scene, look.ground);
  const image = (name: string, { x, y, w, h }: Rect) => {
    // Whole pixels of the picture, or a piece would not lie exactly over its neighbour.
    const [left, top] = [Math.floor((x + EDGE) * scale), Math.floor((y + EDGE) * scale)];
    const [right, bottom] = [Math.ceil((x + w + EDGE) * scale), Math.ceil((y + h + EDGE) * scale)];
    texture.add(name, 0, left, top, right - left, bottom - top);
    return scene.add
      .image(left / scale - EDGE, top / scale - EDGE, "arena-map", name)
      .setOrigin(0)
      .setScale(1 / scale)
      .setDepth(0);
  };
  // A plain spot of the edge's picture, drawn out over the land beyond.
  const spot = { x: -EDGE + 1, y: -EDGE + 1, w: 2, h: 2 };
  const beyond = beyondOf(map).map(({ x, y, w, h }, k) =>
    image(`beyond${k}`, spot).setPosition(x, y).setDisplaySize(w, h),
  );
  return [...beyond, ...pieces(map, look, patches).map((piece, k) => image(`${k}`, piece))];
}

/** As far as a camera sees. */
const FAR = 1500;

const beyondOf = ({ width, height }: ArenaMap): Rect[] => [
  { x: -EDGE - FAR, y: -EDGE - FAR, w: width + 2 * (EDGE + FAR), h: FAR },
  { x: -EDGE - FAR, y: height + EDGE, w: width + 2 * (EDGE + FAR), h: FAR },
  { x: -EDGE - FAR, y: -EDGE, w: FAR, h: height + 2 * EDGE },
  { x: width + EDGE, y: -EDGE, w: FAR, h: height + 2 * EDGE },
];

/**
 * Where the picture is more than plain ground. Only these are drawn, over a background in the ground's colour:
 * where there is no graphics card, a picture as large as the screen costs half of a frame's time.
 * They may overlap, as they are pieces of one picture.
 */
function pieces({ width, height, walls, spawns }: ArenaMap, look: Look, patches: readonly Rect[]): Rect[] {
  const band = EDGE + SHADE;
  const edges = [
    { x: -EDGE, y: -EDGE, w: width + 2 * EDGE, h: band },
    { x: -EDGE, y: height - SHADE, w: width + 2 * EDGE, h: band },
    { x: -EDGE, y: SHADE, w: band, h: height - 2 * SHADE },
    { x: width - SHADE, y: SHADE, w: band, h: height - 2 * SHADE },
  ];
  const rings = spawns.map(({ x, y }) => ({ x: x - 27, y: y - 27, w: 54, h: 54 }));
  const blocks = walls.map((wall) => {
    const { x, y, w, h } = wall;
    return { x, y, w: w + 12, h: h + HEIGHT + (glows(wall, look) ? GLOW : 12) };
  });
  return [...patches, ...rings, ...blocks, ...edges];
}

function patchesOf({ name, width, height }: ArenaMap, { patch }: Look): Rect[] {
  const draw = drawer(name + 11);
  const patches: Rect[] = [];
  for (let y = PATCHES / 2; y < height; y += PATCHES) {
    for (let x = PATCHES / 2; x < width; x += PATCHES) {
      const [dx, dy] = [draw(90) - 45, draw(90) - 45];
      if (draw(1) < PATCHED) patches.push({ x: x + dx - patch / 2, y: y + dy - patch / 2, w: patch, h: patch });
    }
  }
  return patches;
}

function edge(pen: Pen, { width, height }: ArenaMap, { beyond, stripe, line }: Look): void {
  rect(pen, beyond, -EDGE, -EDGE, width + 2 * EDGE, height + 2 * EDGE);
  pen.save();
  box(pen, -EDGE + 8, -EDGE + 8, width + 2 * EDGE - 16, height + 2 * EDGE - 16, 10);
  pen.clip();
  pen.lineWidth = 9;
  pen.strokeStyle = stripe;
  for (let x = -height; x < width + height; x += 30) {
    pen.beginPath();
    pen.moveTo(x, -EDGE);
    pen.lineTo(x + height + 2 * EDGE, height + EDGE);
    pen.stroke();
  }
  pen.restore();
  box(pen, -2, -2, width + 4, height + 4, 3);
  stroke(pen, line, 4);
}

function floor(pen: Pen, { name, width, height, spawns }: ArenaMap, look: Look, patches: readonly Rect[]): void {
  rect(pen, look.ground, 0, 0, width, height);
  const draw = drawer(name + 5);
  for (const { x, y, w, h } of patches) {
    pen.save();
    box(pen, x, y, w, h);
    pen.clip();
    pen.translate(x + w / 2, y + h / 2);
    look.paintPatch(pen, draw);
    pen.restore();
  }
  for (const { x, y } of spawns) {
    disc(pen, x, y, 24);
    stroke(pen, look.ring, 3);
  }
}

/** It is darker at the edge. */
function shade(pen: Pen, { width, height }: ArenaMap): void {
  for (let k = 0; k < 6; k++) {
    const inset = (k * SHADE) / 6;
    box(pen, inset / 2, inset / 2, width - inset, height - inset);
    stroke(pen, `rgb(0 0 0 / ${(0.16 - k * 0.025).toFixed(3)})`, inset);
  }
}

const glows = ({ w }: Rect, { glow }: Look): boolean => glow !== undefined && w >= GLOWS;

function walls(pen: Pen, map: ArenaMap, look: Look): void {
  // Three soft layers, each a little further off.
  for (const [by, alpha] of [
    [8, 0.16],
    [5, 0.18],
    [2, 0.2],
  ] as const) {
    pen.fillStyle = `rgb(0 0 0 / ${alpha})`;
    pen.beginPath();
    for (const { x, y, w, h } of map.walls) pen.roundRect(x + by - 2, y + by, w + 4, h + HEIGHT + 2, 5);
    pen.fill();
  }
  for (const wall of map.walls) side(pen, wall, look);
  const draw = drawer(map.name + 3);
  for (const wall of map.walls) {
    const { x, y, w, h } = wall;
    rect(pen, look.top, x, y, w, h);
    pen.save();
    box(pen, x, y, w, h);
    pen.clip();
    look.paintTop(pen, wall, draw);
    pen.restore();
  }
  outline(pen, map, look);
}

function side(pen: Pen, wall: Rect, look: Look): void {
  const { x, y, w, h } = wall;
  const foot = y + h + HEIGHT;
  if (look.glow !== undefined && glows(wall, look)) {
    const reach = GLOW - HEIGHT;
    pen.save();
    pen.translate(x + w / 2, foot);
    pen.scale(w / 2 / reach, 1);
    const light = glow(pen, reach, [
      [0, `${look.glow}90`],
      [0.6, `${look.glow}38`],
      [1, `${look.glow}00`],
    ]);
    rect(pen, light, -reach, 0, 2 * reach, reach);
    pen.restore();
  }
  rect(pen, look.side, x, y + h - 4, w, HEIGHT + 4);
  rect(pen, "rgb(0 0 0 / 0.35)", x, foot - 2, w, 2);
  if (look.glow !== undefined && glows(wall, look)) rect(pen, look.glow, x + 10, foot - 7, w - 20, 3, 1.5);
}

/** Draws the edge of all walls together, so that those which touch are one. */
function outline(pen: Pen, { walls, width }: ArenaMap, { lit, rim }: Look): void {
  const columns = width / GRAIN;
  const cells = new Set<number>();
  for (const { x, y, w, h } of walls) {
    for (let row = y / GRAIN; row < (y + h) / GRAIN; row++) {
      for (let column = x / GRAIN; column < (x + w) / GRAIN; column++) cells.add(row * columns + column);
    }
  }
  for (const cell of cells) {
    const [x, y] = [(cell % columns) * GRAIN, Math.floor(cell / columns) * GRAIN];
    const open = (by: number) => !cells.has(cell + by);
    // The north catches the light.
    strip(pen, open(-columns), lit, x, y, GRAIN, 2.5);
    strip(pen, open(-1), rim, x, y, 2, GRAIN);
    strip(pen, open(1), rim, x + GRAIN - 2, y, 2, GRAIN);
    strip(pen, open(columns), rim, x, y + GRAIN - 2, GRAIN, 2);
  }
}

function strip(pen: Pen, drawn: boolean, colour: string, x: number, y: number, width: number, height: number): void {
  if (!drawn) return;
  pen.fillStyle = colour;
  pen.fillRect(x, y, width, height);
}
