/** Addresses: which of them lead no further than a local network, and which of this machine's a friend's phone can open. */
import { BlockList, isIPv4, isIPv6 } from "node:net";
import type { NetworkInterfaceInfo } from "node:os";

/** RFC 1918, link-local (RFC 3927, RFC 4291) and unique local addresses (RFC 4193). */
const PRIVATE = new BlockList();
PRIVATE.addSubnet("10.0.0.0", 8);
PRIVATE.addSubnet("172.16.0.0", 12);
PRIVATE.addSubnet("192.168.0.0", 16);
PRIVATE.addSubnet("169.254.0.0", 16);
PRIVATE.addSubnet("fc00::", 7, "ipv6");
PRIVATE.addSubnet("fe80::", 10, "ipv6");

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet("127.0.0.0", 8);
LOOPBACK.addAddress("::1", "ipv6");

/** An address as sockets tell it: of IPv4 in IPv6 the former, and without the interface of a link-local one. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");

function isIn(list: BlockList, address: string): boolean {
  const text = plain(address);
  if (isIPv4(text)) return list.check(text);
  return isIPv6(text) && list.check(text, "ipv6");
}

/** Whether an address leads no further than this machine. */
export const isOwn = (address: string): boolean => isIn(LOOPBACK, address);

/** Whether it leads no further than a local network. */
export const isLocal = (address: string): boolean => isOwn(address) || isIn(PRIVATE, address);

/** Networks within this machine: of containers and virtual machines, which no phone can reach. */
const WITHIN = /^(docker|br-|veth|virbr|vboxnet|vmnet|vEthernet|utun|awdl|llw|bridge)/i;

/** The networks that homes have first. */
const FIRST: readonly string[] = ["192.168.", "10.", "172."];

function rank(address: string): number {
  const at = FIRST.findIndex((start) => address.startsWith(start));
  return at < 0 ? FIRST.length : at;
}

type Interfaces = Readonly<Record<string, readonly Pick<NetworkInterfaceInfo, "address" | "internal">[] | undefined>>;

/**
 * The addresses by which this machine is reached on its local networks, the likeliest first. Link-local ones of IPv6 are
 * left out: browsers cannot open them.
 * @param interfaces as `networkInterfaces` of node:os tells them
 * @param host where the server listens: "0.0.0.0" has no address of IPv6
 */
export function lanAddresses(interfaces: Interfaces, host = "::"): string[] {
  const found = Object.entries(interfaces).flatMap(([name, addresses = []]) =>
    addresses
      .filter(
        ({ address, internal }) =>
          !internal && isLocal(address) && !/^fe[89ab]/i.test(address) && (host === "::" || isIPv4(address)),
      )
      .map(({ address }) => ({ address, rank: rank(address) + (WITHIN.test(name) ? 10 : 0) })),
  );
  return found.sort((a, b) => a.rank - b.rank).map(({ address }) => address);
}

/** All addresses of a machine, of both kinds where it has both. */
export const anyAddress = (interfaces: Interfaces): string =>
  Object.values(interfaces).some((addresses = []) => addresses.some(({ address }) => isIPv6(plain(address))))
    ? "::"
    : "0.0.0.0";

/** The origin of a server there. */
export const originAt = (address: string, port: number): string =>
  `http://${address.includes(":") ? `[${address}]` : address}${port === 80 ? "" : `:${port}`}`;
