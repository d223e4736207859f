import { describe, expect, it } from "vitest";
import { hasOwnSecret, isLocalHost, isLoopback } from "../../../scripts/local.ts";
import { anyAddress, isLocal, isOwn, lanAddresses, originAt } from "../../../scripts/network.ts";

describe("an address", () => {
  it.each(["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"])("of this machine: %s", (address) => {
    expect([isOwn(address), isLocal(address), isLoopback(address)]).toEqual([true, true, true]);
  });

  it.each([
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.7",
    "169.254.3.4",
    "fd12::1",
    "fe80::1%eth0",
    "::ffff:10.1.2.3",
  ])("of a local network: %s", async (address) => {
    expect([isOwn(address), isLocal(address)]).toEqual([false, true]);
    expect(await isLocalHost(address.replace(/%.*/, ""))).toBe(true);
  });

  it.each([
    "172.32.0.1",
    "192.169.0.1",
    "11.0.0.1",
    "203.0.113.7",
    "100.64.0.1",
    "2001:db8::1",
    "::ffff:8.8.8.8",
    "",
    "localhost.example",
  ])("of no local network: %s", (address) => expect(isLocal(address)).toBe(false));
});

const INTERFACES = {
  lo: [{ address: "127.0.0.1", internal: true }],
  docker0: [{ address: "172.17.0.1", internal: false }],
  en0: [
    { address: "fe80::1", internal: false },
    { address: "fd00::2", internal: false },
    { address: "10.1.2.3", internal: false },
  ],
  en1: [{ address: "192.168.1.7", internal: false }],
  ppp0: [{ address: "203.0.113.7", internal: false }],
};

describe("the addresses for a friend's phone", () => {
  it("are those of local networks, the likeliest first, and none that a phone cannot open", () => {
    expect(lanAddresses(INTERFACES)).toEqual(["192.168.1.7", "10.1.2.3", "fd00::2", "172.17.0.1"]);
    expect(lanAddresses(INTERFACES, "0.0.0.0")).toEqual(["192.168.1.7", "10.1.2.3", "172.17.0.1"]);
    expect(lanAddresses({ lo: INTERFACES.lo, ppp0: INTERFACES.ppp0 })).toEqual([]);
  });

  it("are listened on all together", () => {
    expect(anyAddress(INTERFACES)).toBe("::");
    expect(anyAddress({ en1: INTERFACES.en1 })).toBe("0.0.0.0");
  });

  it("make an origin", () => {
    expect(originAt("192.168.1.7", 5173)).toBe("http://192.168.1.7:5173");
    expect(originAt("fd00::2", 80)).toBe("http://[fd00::2]");
  });
});

it("a secret that was made here is none of an operator's own", () => {
  const made = "# Made for this machine and its local network: for a public address set one of your own.\n";
  expect(hasOwnSecret("")).toBe(false);
  expect(hasOwnSecret(`${made}TICKET_SECRET="x"\n`)).toBe(false);
  expect(hasOwnSecret('OTHER="1"\n  TICKET_SECRET = "x"\n')).toBe(true);
});
