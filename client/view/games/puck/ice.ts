/** The ice, its lines and the boards: painted once, into one picture. */
import type { Scene } from "phaser";
import { RINK, SUB } from "#shared/games/puck/tuning.ts";
import { box, disc, fill, type Pen, stroke } from "../../stage/pen.ts";
import { paintGround } from "../common/ground.ts";
import { TEAMS } from "../common/teams.ts";
import { BOUNDS, FRAME, SIZE } from "./places.ts";

/** The hall around the rink, which is the stage's background. */
export const BACKGROUND = "#070b13";

const CORNER = RINK.corner / SUB;
const MOUTH = RINK.mouth / SUB;
const DEPTH = RINK.depth / SUB;
const REACH = RINK.beyond / SUB;
const { width, height } = SIZE;
const MIDDLE = height / 2;

export function paintIce(scene: Scene, sharpness: number): void {
  const { scale } = paintGround(scene, "ice", { ...BOUNDS, sharpness }, (pen) => {
    pen.translate(FRAME.x, FRAME.y);
    for (const team of [0, 1]) net(pen, team);
    pen.save();
    box(pen, 0, 0, width, height, CORNER);
    pen.clip();
    ground(pen);
    scratches(pen);
    lines(pen);
    pen.restore();
    boards(pen);
    for (const team of [0, 1]) mouth(pen, team);
  });
  scene.add
    .image(0, 0, "ice")
    .setOrigin(0)
    .setScale(1 / scale)
    .setDepth(0);
}

function ground(pen: Pen): void {
  const base = pen.createLinearGradient(0, 0, 0, height);
  base.addColorStop(0, "#16324f");
  base.addColorStop(0.5, "#1d4266");
  base.addColorStop(1, "#142e49");
  pen.fillStyle = base;
  pen.fillRect(0, 0, width, height);
  // Each half has a breath of its team's colour, the more the nearer to its goal.
  for (const [team, { colour }] of TEAMS.entries()) {
    const from = team === 0 ? 0 : width;
    const tone = pen.createRadialGradient(from, MIDDLE, 30, from, MIDDLE, width / 3);
    tone.addColorStop(0, `${colour}47`);
    tone.addColorStop(0.5, `${colour}14`);
    tone.addColorStop(1, `${colour}00`);
    pen.fillStyle = tone;
    pen.fillRect(0, 0, width, height);
  }
  // A lamp's reflection.
  const lamp = pen.createRadialGradient(width / 2, MIDDLE, 20, width / 2, MIDDLE, 330);
  lamp.addColorStop(0, "rgb(205 232 255 / 0.2)");
  lamp.addColorStop(1, "rgb(205 232 255 / 0)");
  pen.fillStyle = lamp;
  pen.fillRect(0, 0, width, height);
}

/** What skates have left, the same each time. */
function scratches(pen: Pen): void {
  let n = 7;
  const draw = (most: number) => {
    n = (n * 16807) % 2147483647;
    return (n / 2147483647) * most;
  };
  pen.lineCap = "round";
  for (let k = 0; k < 150; k++) {
    const [x, y, radius, turn] = [draw(width), draw(height), 30 + draw(170), draw(2 * Math.PI)];
    pen.beginPath();
    pen.arc(x, y, radius, turn, turn + 0.1 + draw(0.5));
    stroke(pen, `rgb(220 240 255 / ${(0.025 + draw(0.055)).toFixed(3)})`, 0.6 + draw(0.9));
  }
}

/** Draws one shape as a soft light and a clear line in it. */
function glowing(pen: Pen, colour: string, thick: number, shape: () => void): void {
  for (const [alpha, width] of [
    ["1c", thick * 5],
    ["38", thick * 2.4],
    ["d9", thick],
  ] as const) {
    shape();
    stroke(pen, `${colour}${alpha}`, width);
  }
}

function lines(pen: Pen): void {
  const straight = (x: number, dashed: boolean) => () => {
    pen.setLineDash(dashed ? [3, 11] : []);
    pen.beginPath();
    pen.moveTo(x, 0);
    pen.lineTo(x, height);
  };
  glowing(pen, "#ff8a7a", 3, straight(width / 2, false));
  // How far each team's paddles may go.
  for (const side of [-1, 1]) {
    straight(width / 2 + side * REACH, true)();
    stroke(pen, `${TEAMS[side < 0 ? 1 : 0].colour}99`, 2);
  }
  pen.setLineDash([]);
  glowing(pen, "#cfe6ff", 2.5, () => disc(pen, width / 2, MIDDLE, 70));
  disc(pen, width / 2, MIDDLE, 7);
  fill(pen, "#ffd9d2");
  for (const [team, { colour }] of TEAMS.entries()) {
    const line = team === 0 ? 0 : width;
    disc(pen, line, MIDDLE, MOUTH + 26);
    fill(pen, `${colour}1f`);
    glowing(pen, colour, 2.5, () => disc(pen, line, MIDDLE, MOUTH + 26));
    const spotX = team === 0 ? width * 0.27 : width * 0.73;
    for (const y of [height * 0.24, height * 0.76]) {
      disc(pen, spotX, y, 26);
      stroke(pen, "rgb(207 230 255 / 0.3)", 2);
      disc(pen, spotX, y, 4);
      fill(pen, "rgb(255 190 180 / 0.75)");
    }
  }
}

/** The rink's outline, open at the goals. */
function outline(pen: Pen, out: number): void {
  pen.beginPath();
  for (const side of [-1, 1] as const) {
    const x = side < 0 ? -out : width + out;
    const [from, to] = side < 0 ? [MIDDLE + MOUTH, MIDDLE - MOUTH] : [MIDDLE - MOUTH, MIDDLE + MOUTH];
    const [edge, far] = side < 0 ? [height + out, -out] : [-out, height + out];
    pen.moveTo(width / 2, edge);
    pen.arcTo(x, edge, x, MIDDLE, CORNER + out);
    pen.lineTo(x, from);
    pen.moveTo(x, to);
    pen.arcTo(x, far, width / 2, far, CORNER + out);
    pen.lineTo(width / 2, far);
  }
}

function boards(pen: Pen): void {
  pen.lineCap = "butt";
  outline(pen, 9);
  stroke(pen, "#25344f", 18);
  outline(pen, 15);
  stroke(pen, "#3a5078", 3);
  glowing(pen, "#bfe0ff", 3, () => outline(pen, 1));
}

function net(pen: Pen, team: number): void {
  const { colour } = TEAMS[team];
  const left = team === 0 ? -DEPTH - 6 : width - 20;
  pen.save();
  box(pen, left, MIDDLE - MOUTH, DEPTH + 26, 2 * MOUTH, 16);
  fill(pen, "#0b1422");
  pen.clip();
  pen.beginPath();
  for (let at = -2 * MOUTH; at < 2 * MOUTH + DEPTH; at += 11) {
    pen.moveTo(left + at, MIDDLE - MOUTH);
    pen.lineTo(left + at + 2 * MOUTH, MIDDLE + MOUTH);
    pen.moveTo(left + at + 2 * MOUTH, MIDDLE - MOUTH);
    pen.lineTo(left + at, MIDDLE + MOUTH);
  }
  stroke(pen, `${colour}38`, 1.2);
  pen.restore();
}

/** The goal's frame, and its line on the ice. */
function mouth(pen: Pen, team: number): void {
  const { colour } = TEAMS[team];
  const [line, out] = team === 0 ? [0, -1] : [width, 1];
  pen.lineCap = "round";
  glowing(pen, colour, 5, () => {
    pen.beginPath();
    pen.moveTo(line, MIDDLE - MOUTH);
    pen.arcTo(line + out * (DEPTH + 4), MIDDLE - MOUTH, line + out * (DEPTH + 4), MIDDLE, 16);
    pen.arcTo(line + out * (DEPTH + 4), MIDDLE + MOUTH, line, MIDDLE + MOUTH, 16);
    pen.lineTo(line, MIDDLE + MOUTH);
  });
  pen.beginPath();
  pen.moveTo(line, MIDDLE - MOUTH);
  pen.lineTo(line, MIDDLE + MOUTH);
  stroke(pen, `${colour}cc`, 2.5);
  for (const y of [MIDDLE - MOUTH, MIDDLE + MOUTH]) {
    disc(pen, line, y, 6.5);
    fill(pen, "#ffffff");
    stroke(pen, colour, 2.5);
  }
}
