/** The walls of docs/ARCHITECTURE.md: which room may import which. */
const only = (name, from, to, comment) => ({ name, severity: "error", comment, from: { path: from }, to });

export default {
  forbidden: [
    only(
      "shared-stands-alone",
      "^shared/",
      { path: "^(worker|client|test|scripts)/" },
      "shared is what both sides have",
    ),
    only("worker-not-client", "^worker/", { path: "^(client|test|scripts)/" }, "they meet on the wire"),
    only("client-not-worker", "^client/", { path: "^(worker|test|scripts)/" }, "they meet on the wire"),
    only(
      "games-know-sim-alone",
      "^shared/games/([^/]+)/",
      { pathNot: "^shared/(sim/index\\.ts$|games/$1/)" },
      "rules: no network, no platform, no other game",
    ),
    only("sim-knows-itself", "^shared/sim/", { pathNot: "^shared/sim/" }, "the ground floor"),
    only("log-knows-sim", "^shared/log/", { pathNot: "^shared/(log|sim)/" }, "the log is of worlds, not of messages"),
    only(
      "replays-know-matches",
      "^shared/replay/",
      { pathNot: "^shared/(replay|log|protocol|sim)/|valibot" },
      "a file of a match: any game's, and on any platform",
    ),
    only("replays-stand-above", "^shared/(?!replay/)", { path: "^shared/replay/" }, "a match needs no file"),
    only(
      "only-the-view-draws",
      "^(?!client/view/)",
      { path: "phaser|lit-html|zzfx|uqr" },
      "sessions and bots are headless",
    ),
    only(
      "session-is-headless",
      "^client/(net|session|bots)/",
      { path: "^client/(view|main)" },
      "what draws reads the session, never the other way",
    ),
    only(
      "views-of-games-apart",
      "^client/view/(?!games/)",
      { path: "^(client/view/games/[^/]+/|shared/games/[^/]+/)" },
      "the view of a game is found by its registry",
    ),
    // The rooms of the server, from the door down: each knows those below it.
    only("worker-room-http", "^worker/(?!server\\.ts|http/)", { path: "^worker/http/" }, "nothing calls the routes"),
    only(
      "worker-room-party",
      "^worker/(?!server\\.ts|http/|party/|(env|objects)\\.ts)",
      { path: "^worker/party/" },
      "a party finds matches; no match and no pool knows of parties",
    ),
    only(
      "worker-room-matchmaker",
      "^worker/(?!server\\.ts|http/|matchmaker/|(env|objects)\\.ts)",
      { path: "^worker/matchmaker/" },
      "what older builds call is passed on, and nothing calls it but by worker/objects.ts",
    ),
    only(
      "worker-room-pool",
      "^worker/(?!server\\.ts|http/|party/|matchmaker/|pool/|(env|objects)\\.ts)",
      { path: "^worker/pool/" },
      "what lies below a pool reaches it by worker/objects.ts",
    ),
    only(
      "worker-room-quota",
      "^worker/(?!server\\.ts|quota/|(env|objects)\\.ts)",
      { path: "^worker/quota/", pathNot: "^worker/quota/rpc\\.ts$" },
      "what is counted of a network is known by what it answers",
    ),
    only(
      "worker-room-pairing",
      "^worker/pairing/",
      { pathNot: "^(worker/pairing|shared/sim)/" },
      "pure functions over tickets: no platform, no clock, no storage",
    ),
    only(
      "worker-room-ladder",
      "^worker/(?!server\\.ts|ladder/|(env|objects)\\.ts)",
      { path: "^worker/ladder/(object|store|stored|board|ladder|check)\\.ts" },
      "a ladder is known by what it answers, by the facts that it takes, and by its pure rules",
    ),
    only(
      "worker-room-match",
      "^worker/(?!server\\.ts|http/|party/|matchmaker/|pool/|queue/|match/|(env|objects)\\.ts)",
      { path: "^worker/match/" },
      "a match is known to the pools and the routes",
    ),
    only(
      "worker-room-relay",
      "^worker/(?!server\\.ts|http/|matchmaker/|relay/|(env|objects)\\.ts)",
      { path: "^worker/relay/" },
      "match and relay meet on the wire",
    ),
    only(
      "worker-room-probe",
      "^worker/(?!server\\.ts|probe/)",
      { path: "^worker/probe/" },
      "a probe is reached by its socket alone",
    ),
    only(
      "worker-room-broadcast",
      "^worker/(?!server\\.ts|http/|party/|matchmaker/|pool/|queue/|match/|relay/|probe/|broadcast/)",
      { path: "^worker/broadcast/" },
      "what goes out to sockets: for match and relay",
    ),
    only(
      "worker-room-archive",
      "^worker/(?!http/|archive/|match/)",
      { path: "^worker/archive/" },
      "what outlasts a match: for the match's shell and the routes",
    ),
    only(
      "worker-room-auth",
      "^worker/(env|objects|log|clock|errors)\\.ts",
      { path: "^worker/(auth|broadcast|archive)/" },
      "the ground floor of the server",
    ),
    only(
      "worker-objects-by-contract",
      "^worker/(env|objects)\\.ts",
      { path: "^worker/[^/]+/", pathNot: "^worker/[^/]+/(rpc|name)\\.ts$" },
      "objects know one another by what they are called and what they answer, not by their classes",
    ),
    only(
      "the-runtime-knows-no-game",
      "^(?!worker/index\\.ts|client/view/games/)(worker|client)/",
      { path: "^shared/games/" },
      "games reach the runtime as a registry, from worker/index.ts and client/open",
    ),
    only(
      "a-page-loads-one-game",
      "^client/",
      { path: "^shared/games/index\\.ts" },
      "each card loads the rules of its game: the registry would bring those of all",
    ),
    only(
      "entries-know-the-registry",
      "^(worker/index|client/view/games/[^/]+)\\.ts$",
      { path: "^shared/games/[^/]+/" },
      "which games there are stands in shared/games/index.ts, and for the page in the list of its cards",
    ),
    only(
      "rules-come-by-the-entries",
      "^client/(?!open/)",
      { path: "^client/view/games/rules\\.ts" },
      "the entries hand the rules to the runtime, and keep them out of the first load",
    ),
    only(
      "a-view-knows-its-own-rules",
      "^client/view/games/([^/]+)/",
      {
        path: "^(shared|client/view)/games/",
        pathNot: "^(shared/games|client/view/games)/$1/|^client/view/games/(common/|game-view\\.ts)",
      },
      "a game's view knows that game, and no registry",
    ),
    only(
      "only-shells-know-cloudflare",
      "^worker/(?!index\\.ts|env\\.ts|http/|([^/]+|match/log)/(object|store)\\.ts)",
      { path: "^cloudflare:" },
      "logic is tested without the platform",
    ),
    {
      name: "no-circles",
      severity: "error",
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    parser: "swc",
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { conditionNames: ["import", "default"], extensions: [".ts", ".js", ".mjs"] },
  },
};
