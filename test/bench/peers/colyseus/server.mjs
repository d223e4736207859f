/**
 * A Colyseus server with one room of the arena: `node server.mjs '{"settings": {…}, "tickRate": 30}'`. Prints a line
 * of JSON with its port when it can be joined. Nothing is compressed (the transport's default).
 */
import { matchMaker, Server } from "@colyseus/core";
import { Encoder } from "@colyseus/schema";
import { WebSocketTransport } from "@colyseus/ws-transport";
import { ROOM } from "./protocol.mjs";
import { ArenaRoom } from "./room.mjs";

Encoder.BUFFER_SIZE = 256 * 1024;

const options = JSON.parse(process.argv[2]);
const transport = new WebSocketTransport({ perMessageDeflate: false });
const server = new Server({ transport, greet: false, gracefullyShutdown: false });
server.define(ROOM, ArenaRoom);
process.once("SIGTERM", () => process.exit(0));
await server.listen(options.port ?? 0, "127.0.0.1");
await matchMaker.createRoom(ROOM, options);
console.log(JSON.stringify({ port: transport.server.address().port }));
