/** Shapes that several pictures are made of. World pixels. */

export type Pen = CanvasRenderingContext2D;

export function disc(pen: Pen, x: number, y: number, radius: number): void {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
}

/** @param turn radians of the first corner */
export function polygon(pen: Pen, corners: number, radius: number, turn = 0): void {
  pen.beginPath();
  for (let k = 0; k < corners; k++) {
    const angle = turn + (k * 2 * Math.PI) / corners;
    pen.lineTo(Math.cos(angle) * radius, Math.sin(angle) * radius);
  }
  pen.closePath();
}

export function path(pen: Pen, ...points: readonly (readonly [x: number, y: number])[]): void {
  pen.beginPath();
  for (const [x, y] of points) pen.lineTo(x, y);
  pen.closePath();
}

export function box(pen: Pen, x: number, y: number, width: number, height: number, round = 0): void {
  pen.beginPath();
  pen.roundRect(x, y, width, height, round);
}

/** A filled box. */
export function rect(
  pen: Pen,
  style: string | CanvasGradient,
  x: number,
  y: number,
  width: number,
  height: number,
  round = 0,
): void {
  box(pen, x, y, width, height, round);
  fill(pen, style);
}

export function fill(pen: Pen, style: string | CanvasGradient): void {
  pen.fillStyle = style;
  pen.fill();
}

export function stroke(pen: Pen, style: string, width: number): void {
  pen.strokeStyle = style;
  pen.lineWidth = width;
  pen.stroke();
}

/** Bold, in the middle; `outline` = the colour of a rim, none by default. */
export function write(pen: Pen, text: string, size: number, style: string, outline?: string): void {
  pen.font = `800 ${size}px system-ui, sans-serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  if (outline !== undefined) {
    pen.lineJoin = "round";
    pen.strokeStyle = outline;
    pen.lineWidth = 3;
    pen.strokeText(text, 0, 1);
  }
  pen.fillStyle = style;
  pen.fillText(text, 0, 1);
}

/** From the middle outwards; stops from 0 to 1. */
export function glow(
  pen: Pen,
  radius: number,
  stops: readonly (readonly [at: number, colour: string])[],
): CanvasGradient {
  const gradient = pen.createRadialGradient(0, 0, 0, 0, 0, radius);
  for (const [at, colour] of stops) gradient.addColorStop(at, colour);
  return gradient;
}
