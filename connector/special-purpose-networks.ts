/**
 * IANA IPv4 Special-Purpose Address Registry (RFC 6890 and its successors) and multicast. The few
 * blocks that the registry calls reachable (AS112, AMT, PCP and TURN anycast) hold no mail servers.
 */
export const SPECIAL_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
] as const;

/** The only IPv6 space in use on the public internet (RFC 4291 §2.4). */
export const GLOBAL_IPV6 = '2000::/3';

/** IANA IPv6 Special-Purpose Address Registry, as far as it lies in {@link GLOBAL_IPV6}. */
export const SPECIAL_IPV6 = [
  // IETF protocol assignments: Teredo (RFC 4380), benchmarking, ORCHID.
  '2001::/23',
  '2001:db8::/32',
  // 6to4 (RFC 3056) carries any IPv4 address inside, private ones too.
  '2002::/16',
  '2620:4f:8000::/48',
  '3fff::/20',
] as const;
