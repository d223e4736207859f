/** A player with the whole Colyseus SDK: follows the state, and sees their own aim in it. */
import { Client } from "@colyseus/sdk";
import { MESSAGE, ROOM } from "./protocol.mjs";
import { aimOf } from "./quantised.mjs";

/** @type {import("./sdk.d.mts").joinDecoding} */
export async function joinDecoding(url) {
  const room = await new Client(url).join(ROOM);
  let aim;
  const player = {
    seat: -1,
    onMessage: undefined,
    onClose: undefined,
    onEcho: undefined,
    messagesUp: 0,
    send: ({ mx, my, aim, buttons }) => {
      player.messagesUp += 1;
      room.send(MESSAGE.input, [mx, my, aim, buttons]);
    },
    close: () => {
      player.onClose = undefined;
      room.leave();
    },
  };
  room.onLeave((code) => player.onClose?.(code));
  await new Promise((resolve) => {
    room.onMessage(MESSAGE.seat, (seat) => {
      player.seat = seat;
      resolve();
    });
  });
  room.onStateChange((state) => {
    const me = state.players[player.seat];
    const seen = me.hp > 0 ? aimOf(me) : undefined;
    if (seen === aim) return;
    aim = seen;
    player.onEcho?.(aim, performance.now());
  });
  return player;
}
