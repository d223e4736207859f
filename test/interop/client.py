"""A small Scrim client, written from docs/HTTP.md, docs/WIRE.md and docs/QUEUE.md alone.

Joins a match of a game by quick play, plays for some seconds, loses its line in between, and checks every hash that the server sends.
With a competitive mode it waits in the queue in place of quick play, and loses its line there too.

    python3 client.py http://127.0.0.1:5173 [seconds] [game] [mode]

Prints one line of JSON, and exits with 0 if it moved, its command counted once, every hash was right, and one keyframe was enough.
Needs Debian's python3-msgpack and python3-websockets.
"""

import asyncio
import json
import struct
import sys
import urllib.request

import msgpack
import websockets

CODES = {"i8": "b", "u8": "B", "i16": "h", "u16": "H", "i32": "i", "u32": "I"}


def wrap(value, kind):
    bits = struct.calcsize(CODES[kind]) * 8
    value &= (1 << bits) - 1
    return value - (1 << bits) if kind[0] == "i" and value >> (bits - 1) else value


def unfold(value):
    return -(value + 1) // 2 if value % 2 else value // 2


def murmur3(data):
    mask = 0xFFFFFFFF
    h = 0
    for (k,) in struct.iter_unpack("<I", data):
        k = k * 0xCC9E2D51 & mask
        k = (k << 15 | k >> 17) & mask
        h ^= k * 0x1B873593 & mask
        h = (h << 13 | h >> 19) & mask
        h = (h * 5 + 0xE6546B64) & mask
    h ^= len(data)
    h = (h ^ h >> 16) * 0x85EBCA6B & mask
    h = (h ^ h >> 13) * 0xC2B2AE35 & mask
    return h ^ h >> 16


class Table:
    def __init__(self, name, kind, capacity, columns):
        self.name, self.kind, self.capacity, self.columns = name, kind, capacity, columns
        self.life = None if kind == "fixed" else [0] * capacity
        self.cells = [[0] * capacity for _ in columns]

    def live(self, row):
        return self.life is None or self.life[row] % 2 == 1

    def column(self, name):
        return self.cells[[c[0] for c in self.columns].index(name)]


class World:
    def __init__(self, schema):
        self.tables = [Table(*table) for table in schema]

    def table(self, name):
        return next(t for t in self.tables if t.name == name)

    def image(self):
        parts = []
        for table in self.tables:
            columns = [] if table.life is None else [("u16", table.life)]
            columns += [(c[1], cells) for c, cells in zip(table.columns, table.cells)]
            for kind, cells in columns:
                packed = struct.pack("<%d%s" % (len(cells), CODES[kind]), *cells)
                parts.append(packed + bytes(-len(packed) % 4))
        return b"".join(parts)

    def begin_tick(self):
        self.tables[0].cells[0][0] += 1
        for table in self.tables:
            if table.kind != "events":
                continue
            for row in range(table.capacity):
                if table.live(row):
                    table.life[row] = wrap(table.life[row] + 1, "u16")
                    for cells in table.cells:
                        cells[row] = 0

    def apply(self, delta):
        ints = iter(delta)
        entry = 0
        marked = next(ints, 0) - 1
        for table in self.tables:
            new = set()
            if table.life is not None:
                if entry == marked:
                    for row in rows(ints, table.capacity):
                        table.life[row] = wrap(table.life[row] + next(ints), "u16")
                        new.add(row)
                        for column, cells in zip(table.columns, table.cells):
                            cells[row] = wrap(unfold(next(ints)), column[1]) if table.live(row) else 0
                    marked += next(ints, 1 << 30)
                entry += 1
            for (_, kind, rate), cells in zip(table.columns, table.cells):
                if rate >= 0:
                    for row in range(table.capacity):
                        if table.live(row) and row not in new:
                            cells[row] = wrap(cells[row] + table.cells[rate][row], kind)
                if entry == marked:
                    for row in rows(ints, table.capacity):
                        cells[row] = wrap(cells[row] + unfold(next(ints)), kind)
                    marked += next(ints, 1 << 30)
                entry += 1


def rows(ints, capacity):
    groups = -(-capacity // 7)
    group = 0
    while group < groups:
        marks = next(ints)
        if marks == 0:
            return
        if marks < 0:
            group -= marks
            continue
        for bit in range(7):
            if marks >> bit & 1:
                yield group * 7 + bit
        group += 1


def get(base, path):
    with urllib.request.urlopen(base + path) as answer:
        return json.load(answer)


def post(base, path, body, player=None):
    headers = {"Content-Type": "application/json"}
    if player is not None:
        headers["Authorization"] = "Bearer " + player
    request = urllib.request.Request(base + path, json.dumps(body).encode(), headers, method="POST")
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def hands(columns, turn):
    """One input, for any game: the client pushes each stick in a square, and presses a button now and then."""
    sticks = iter([(1, 0, -1, 0)[turn % 4], (0, 1, 0, -1)[turn % 4]])
    for column in columns:
        if column["bits"]:
            yield turn % 2
        elif column["min"] < 0:
            yield {1: column["max"], 0: 0, -1: column["min"]}[next(sticks, 0)]
        else:
            yield turn * 100 % (column["max"] + 1)


class Client:
    def __init__(self, game):
        self.game, self.columns = game["name"], game["input"]
        self.report = {"frames": 0, "ticks": 0, "hashes": 0, "mismatches": 0, "keyframes": 0, "bytes": 0, "moved": False, "counted": 0}
        self.world, self.seat, self.start, self.generation = None, None, None, None
        self.turn, self.pinged, self.mark = 0, 0, 0
        self.emote = next(c for c in game["commands"] if c["name"] == "emote")
        self.greeted = False

    @property
    def tick(self):
        return self.world.tables[0].cells[0][0]

    def check(self, told):
        self.report["hashes"] += 1
        self.report["mismatches"] += murmur3(self.world.image()) != told

    def hear(self, message):
        kind = message[0]
        if kind == 3:
            self.seat = message[1]
            # Where no keyframe follows, the world that is there goes on.
            self.world = self.world or World(message[6])
            self.report["stream"] = message[7]
            self.generation = message[8]
        elif kind == 2:
            self.report["keyframes"] += 1
            self.world = World([(t.name, t.kind, t.capacity, t.columns) for t in self.world.tables])
            self.world.apply(message[3:])
            self.check(message[2])
        elif kind in (0, 1):
            self.report["frames"] += 1
            self.report["ticks"] += message[1]
            for n in range(message[1]):
                self.world.begin_tick()
                last = n == message[1] - 1
                self.world.apply(message[2 + kind :] if last else [])
            if kind == 1:
                self.check(message[2])
        elif kind == 10:
            self.mark = message[1]

    def look(self):
        bodies = self.world.table({"arena": "players", "puck": "paddles"}[self.game])
        if not bodies.live(self.seat):
            return
        place = (bodies.column("x")[self.seat], bodies.column("y")[self.seat])
        self.start = self.start or place
        self.report["moved"] = self.report["moved"] or place != self.start

    def listen(self):
        """A command stands in the seat's row for one tick, and its number stays."""
        seats = self.world.table("seats")
        self.report["counted"] = seats.column("commandSeq")[self.seat]

    async def speak(self, socket, now):
        if not self.greeted:
            self.greeted = True
            # The same one twice: it counts once.
            greeting = msgpack.packb([6, self.tick + 1, 1, self.emote["number"], self.emote["args"][0]["max"], 0, 0])
            await socket.send(greeting + greeting)
        if now - self.pinged > 2:
            self.pinged = now
            await socket.send(msgpack.packb([1, int(now * 1000) % (1 << 32), self.mark]))
        if self.tick // 15 != self.turn:
            self.turn = self.tick // 15
            # It shows the newest frame as it is, so others are one tick behind the input's.
            await socket.send(msgpack.packb([0, self.tick + 1, 8, *hands(self.columns, self.turn)]))

    async def live(self, socket, seconds):
        loop = asyncio.get_event_loop()
        end = loop.time() + seconds
        while loop.time() < end:
            data = await asyncio.wait_for(socket.recv(), 5)
            self.report["bytes"] += len(data)
            unpacker = msgpack.Unpacker()
            unpacker.feed(data)
            for message in unpacker:
                self.hear(message)
            if self.world is None:
                continue
            self.look()
            self.listen()
            await self.speak(socket, loop.time())


def open_socket(base, admission, since=()):
    url = base.replace("http", "ws", 1) + "/ws/" + admission["code"]
    return websockets.connect(url, subprotocols=["scrim.7", "ticket." + admission["ticket"], *since], compression=None)


def open_queue(base, game, mode, player=None):
    url = base.replace("http", "ws", 1) + "/queue?game=" + game + "&mode=" + mode
    token = [] if player is None else ["player." + player]
    return websockets.connect(url, subprotocols=["scrim.queue.1", *token], compression=None)


async def hear(socket, kind):
    """The next message of this kind; the others say how the search stands."""
    while True:
        message = json.loads(await asyncio.wait_for(socket.recv(), 60))
        if message["type"] == kind:
            return message


async def wait_in_queue(base, game, mode):
    join = json.dumps({"type": "join", "name": "Python"})
    async with open_queue(base, game, mode) as socket:
        await socket.send(join)
        player = (await hear(socket, "joined"))["player"]
        await hear(socket, "searching")
        await socket.send("ping")
        while await asyncio.wait_for(socket.recv(), 10) != "pong":
            pass
        # Any code but 1000 is a lost line.
        await socket.close(3000)
    async with open_queue(base, game, mode, player) as socket:
        await socket.send(join)
        again = (await hear(socket, "joined"))["again"]
        # Leaving closes the socket with 1000, which says that the match has been heard of.
        return (await hear(socket, "admitted"))["admission"], again


async def play(base, seconds, name, mode):
    game = next(game for game in get(base, "/api/games")["games"] if game["name"] == name)
    again_in_queue = None
    if mode is None:
        admission = post(base, "/api/play", {"name": "Python", "game": name})
    else:
        admission, again_in_queue = await wait_in_queue(base, name, mode)
    client = Client(game)
    async with open_socket(base, admission) as socket:
        await client.live(socket, seconds / 2)
    # The line is lost. Another ticket leads back into the same seat, and the world that is there is enough.
    path = "/api/matches/" + admission["code"] + "/join"
    again = post(base, path, {"name": "Python"}, admission["player"])
    since = "since.%d.%d" % (client.generation, client.tick)
    async with open_socket(base, again, [since]) as socket:
        await client.live(socket, seconds / 2)
        await socket.send(msgpack.packb([3]))
        try:
            await asyncio.wait_for(drain(socket), 5)
        except websockets.ConnectionClosed:
            pass
        client.report["closed"] = socket.close_code
    if mode is not None:
        client.report["keptPlace"] = again_in_queue
    return client.report


async def drain(socket):
    while True:
        await socket.recv()


def main():
    seconds, game, mode = [*sys.argv[2:], *["5", "arena", None][len(sys.argv) - 2 :]]
    report = asyncio.run(play(sys.argv[1], float(seconds), game, mode))
    print(json.dumps(report))
    right = report["mismatches"] == 0 and report["hashes"] > 2 and report["keyframes"] == 1
    sys.exit(0 if report["moved"] and report["counted"] == 1 and right and report["closed"] == 4000 else 1)


main()
