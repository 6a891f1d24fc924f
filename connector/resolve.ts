import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { FailureCode } from '../contract/failure.ts';
import { StageFailure } from './stage-failure.ts';

// Both tries, the second twice as patient, end well before the stage does: a name server that drops
// one family's question must not cost the other family's answer.
const QUERY_TIMEOUT_MS = 1_000;
const QUERY_TRIES = 2;

/** Asks name servers; rejects with c-ares' codes. */
export type NameResolver = {
  resolve4(host: string): Promise<string[]>;
  resolve6(host: string): Promise<string[]>;
};

/** c-ares rather than getaddrinfo: no /etc/hosts, no search list, no guessing what `0x7f.1` means. */
export const systemResolver = (): Resolver =>
  new Resolver({ timeout: QUERY_TIMEOUT_MS, tries: QUERY_TRIES });

/** Codes that are an answer: the name, or this kind of record, does not exist. */
const ABSENT = new Set(['ENOTFOUND', 'ENODATA', 'EBADNAME', 'ENONAME']);

/** RFC 2308 §2.2: the name exists, without a record of this kind. */
const NO_DATA = 'ENODATA';

/** An answer without addresses, by c-ares' code. */
const codeOf = (outcome: PromiseSettledResult<string[]>): string =>
  outcome.status === 'fulfilled' ? NO_DATA : String(outcome.reason?.code);

/**
 * All addresses of a canonical host, IPv6 and IPv4 in turns (RFC 8305 §4). Throws `host-not-found`
 * where there is no such name, `host-has-no-address` where it exists without any, and
 * `name-lookup-failed` where that could not be learned.
 */
export const resolveHost = async (host: string, resolver: NameResolver): Promise<string[]> => {
  if (isIP(host)) return [host];
  const outcomes = await Promise.allSettled([resolver.resolve6(host), resolver.resolve4(host)]);
  const [ipv6 = [], ipv4 = []] = outcomes.map((outcome) =>
    outcome.status === 'fulfilled' ? outcome.value : [],
  );
  const addresses = interleave(ipv6, ipv4);
  if (addresses.length > MAX_ADDRESSES) throw new StageFailure('address-not-allowed');
  if (addresses.length > 0) return addresses;
  throw new StageFailure(classifyAbsence(outcomes.map(codeOf)));
};

const classifyAbsence = (codes: readonly string[]): FailureCode => {
  if (!codes.every((code) => ABSENT.has(code))) return 'name-lookup-failed';
  return codes.includes(NO_DATA) ? 'host-has-no-address' : 'host-not-found';
};

/** More than any mail server has. Beyond it the name is refused: vetting each again and again costs too much. */
const MAX_ADDRESSES = 64;

const interleave = (one: string[], other: string[]): string[] =>
  Array.from({ length: Math.max(one.length, other.length) }, (_, index) => [
    one[index],
    other[index],
  ])
    .flat()
    .filter((address) => address !== undefined);
