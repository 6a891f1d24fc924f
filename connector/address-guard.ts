import { BlockList, isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { GLOBAL_IPV6, SPECIAL_IPV4, SPECIAL_IPV6 } from './special-purpose-networks.ts';

const MAIL_PORTS = [25, 143, 465, 587, 993, 2525];
/** Names that never mean a public host (RFC 6761, RFC 6762, ICANN's reservation of .internal). */
const LOCAL_NAME = /(?:^|\.)(?:localhost|local|internal|localdomain)$/;
const LOOPBACK = ['127.0.0.1', '::1'];

/** Both ends are part of it. */
export type PortRange = { from: number; to: number };

/** Decides what may be dialled, before anything is. */
export type AddressGuard = {
  allowsPort(port: number): boolean;
  allowsName(host: string): boolean;
  allowsAddress(address: string): boolean;
};

const family = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Every address of the networks (CIDR notation; a bare address is a network of one). Throws on anything else. */
export const networks = (cidrs: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [address, bits] = cidr.includes('/')
      ? ipaddr.parseCIDR(cidr)
      : [ipaddr.parse(cidr), isIP(cidr) === 6 ? 128 : 32];
    list.addSubnet(address.toString(), bits, address.kind());
  }
  return list;
};

const specialIpv4 = networks(SPECIAL_IPV4);
const specialIpv6 = networks(SPECIAL_IPV6);
const globalIpv6 = networks([GLOBAL_IPV6]);

const isPublic = (address: string): boolean => {
  const byRegistry =
    isIP(address) === 4
      ? !specialIpv4.check(address, 'ipv4')
      : globalIpv6.check(address, 'ipv6') && !specialIpv6.check(address, 'ipv6');
  // A second opinion from another table: both must say so.
  return byRegistry && ipaddr.process(address).range() === 'unicast';
};

/** A literal that a socket takes as it stands: no zone, and not an IPv4 address in IPv6 clothes. */
const isPlain = (address: string): boolean => {
  if (isIP(address) === 4) return true;
  if (isIP(address) !== 6 || address.includes('%')) return false;
  const { parts } = ipaddr.IPv6.parse(address);
  // ::ffff:0:0/96 (mapped) and ::/96 (compatible), but for :: and ::1 themselves.
  const embeds = parts.slice(0, 5).every((part) => part === 0);
  return !embeds || (parts[5] === 0 && parts[6] === 0 && (parts[7] ?? 0) <= 1);
};

/**
 * Public addresses, mail ports and public names are allowed, and what the operator adds: networks
 * in CIDR notation (loopback among them allows `localhost` too) and ports.
 */
export const createAddressGuard = (operator: {
  allowedNetworks: readonly string[];
  allowedPorts: readonly PortRange[];
}): AddressGuard => {
  const allowed = networks(operator.allowedNetworks);
  const isAllowed = (address: string) => allowed.check(address, family(address));
  return {
    allowsPort: (port) =>
      MAIL_PORTS.includes(port) ||
      operator.allowedPorts.some(({ from, to }) => port >= from && port <= to),
    allowsName: (host) =>
      !LOCAL_NAME.test(host) || (isLocalhost(host) && LOOPBACK.some((each) => isAllowed(each))),
    allowsAddress: (address) => isPlain(address) && (isAllowed(address) || isPublic(address)),
  };
};

/** RFC 6761 §6.3: these names mean loopback, and no name server is asked about them. */
export const isLocalhost = (host: string): boolean => /(?:^|\.)localhost$/.test(host);

/** What `localhost` means on this machine, as far as the guard lets it be dialled. */
export const localhostAddresses = (guard: AddressGuard): string[] =>
  LOOPBACK.filter((address) => guard.allowsAddress(address));
