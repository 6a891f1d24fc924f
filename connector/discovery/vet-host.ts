import { isIP } from 'node:net';
import { canonicalHost } from '../../contract/host.ts';
import { type AddressGuard, isLocalhost, localhostAddresses } from '../address-guard.ts';
import { type NameResolver, resolveHost } from '../resolve.ts';
import { StageFailure } from '../stage-failure.ts';
import { untilAborted } from './until-aborted.ts';

type Vetting = { guard: AddressGuard; resolver: NameResolver; signal: AbortSignal };

/**
 * All addresses of a name that a stranger may have chosen, resolved once. Throws
 * `address-not-allowed` for a name that means no public host, or when any address is not public;
 * as `resolveHost` does where there is none; the signal's reason when it aborts first.
 */
export const vetHost = async (
  host: string,
  { guard, resolver, signal }: Vetting,
): Promise<string[]> => {
  if (canonicalHost(host) !== host || !guard.allowsName(host)) {
    throw new StageFailure('address-not-allowed');
  }
  const addresses = isLocalhost(host)
    ? localhostAddresses(guard)
    : await untilAborted(resolveHost(host, resolver), signal);
  if (addresses.length === 0 || !addresses.every(guard.allowsAddress)) {
    throw new StageFailure('address-not-allowed');
  }
  return addresses;
};

/** The same for a web server, which must have a name for its certificate to be checked against. */
export const vetWebHost = (host: string, vetting: Vetting): Promise<string[]> => {
  if (isIP(host)) throw new StageFailure('address-not-allowed');
  return vetHost(host, vetting);
};
