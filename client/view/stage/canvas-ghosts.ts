/** As ghosts.ts, on a canvas without Phaser. */
import type { Drawn } from "#client/session/types.ts";
import type { GameView, Point } from "../games/game-view.ts";
import { RINGS, type Ring, ringSize } from "./ghost-rings.ts";
import type { Pen } from "./pen.ts";

/** @param zoom CSS pixels for a pixel of the world */
export function drawGhosts(pen: Pen, view: Pick<GameView, "place" | "body">, drawn: Drawn, own: number, zoom: number) {
  const { known, predicted, world } = drawn;
  const rewound = own < 0 ? undefined : predicted.seen(own);
  for (let seat = 0; seat < world.config.seats; seat++) {
    const place = view.place(drawn, seat);
    if (seat === own) ring(pen, RINGS.known, view.body?.(known, seat), place, zoom);
    else {
      ring(pen, RINGS.real, view.body?.(predicted, seat), place, zoom);
      if (rewound) ring(pen, RINGS.rewound, view.body?.(rewound, seat), undefined, zoom);
    }
  }
}

function ring(
  pen: Pen,
  { colour, pieces, radius }: Ring,
  at: Point | undefined,
  from: Point | undefined,
  zoom: number,
) {
  if (at === undefined) return;
  const { least, width } = ringSize(zoom);
  const size = Math.max(radius, least);
  const turn = (2 * Math.PI) / pieces;
  const part = pieces === 1 ? turn : turn * 0.6;
  pen.strokeStyle = `#${colour.toString(16).padStart(6, "0")}`;
  pen.lineWidth = width;
  for (let piece = 0; piece < pieces; piece++) {
    pen.beginPath();
    pen.arc(at.x, at.y, size, piece * turn, piece * turn + part);
    pen.stroke();
  }
  if (from === undefined) return;
  pen.lineWidth = width / 2;
  pen.beginPath();
  pen.moveTo(from.x, from.y);
  pen.lineTo(at.x, at.y);
  pen.stroke();
}

/** Where a player saw their own body, and the way from there to where the server had it. */
export function drawSeen(pen: Pen, at: Point | undefined, body: Point | undefined, zoom: number): void {
  if (at === undefined) return;
  const { least, width } = ringSize(zoom);
  pen.strokeStyle = "#ffffff";
  pen.lineWidth = width;
  pen.beginPath();
  pen.arc(at.x, at.y, Math.max(RINGS.known.radius, least), 0, 2 * Math.PI);
  pen.stroke();
  if (body === undefined) return;
  pen.beginPath();
  pen.moveTo(at.x, at.y);
  pen.lineTo(body.x, body.y);
  pen.stroke();
}
