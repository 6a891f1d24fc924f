import type { DiscoveryResolver, MxRecord, SrvRecord } from '../discovery-deps.ts';

export type Zone = {
  /** Addresses by name, IPv4 and IPv6 alike; one list after the other where a name flips. */
  addresses?: Record<string, string[] | string[][]>;
  mx?: Record<string, string[]>;
  srv?: Record<string, SrvRecord[]>;
  /** Every address of a name not in `addresses`; nothing without it. */
  otherwise?: string[];
};

export type ScriptedNames = DiscoveryResolver & { questions: string[] };

const nothing = () => Promise.reject(Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' }));

/** Name servers that know this much and remember what they were asked. */
export const scriptedNames = ({
  addresses = {},
  mx = {},
  srv = {},
  otherwise,
}: Zone = {}): ScriptedNames => {
  const questions: string[] = [];
  const asked: Record<string, number> = {};
  const look = (name: string, family: 4 | 6): Promise<string[]> => {
    questions.push(name);
    const known = addresses[name] ?? otherwise;
    if (!known) return nothing();
    const turn = (asked[`${family} ${name}`] ??= 0);
    asked[`${family} ${name}`] = turn + 1;
    const turns = known.every((each) => typeof each === 'string') ? [known] : known;
    const list = (turns[Math.min(turn, turns.length - 1)] ?? []) as string[];
    const ofFamily = list.filter((address) => address.includes(':') === (family === 6));
    return ofFamily.length > 0 ? Promise.resolve(ofFamily) : nothing();
  };
  const records =
    <T>(zone: Record<string, T[]>) =>
    (name: string): Promise<T[]> => {
      questions.push(name);
      return zone[name] ? Promise.resolve(zone[name]) : nothing();
    };
  const toMx = (exchange: string, index: number): MxRecord => ({ exchange, priority: index });
  return {
    questions,
    resolve4: (name) => look(name, 4),
    resolve6: (name) => look(name, 6),
    resolveMx: records(
      Object.fromEntries(Object.entries(mx).map(([name, hosts]) => [name, hosts.map(toMx)])),
    ),
    resolveSrv: records(srv),
  };
};

const never = () => new Promise<never>(() => {});

/** Name servers that never answer. */
export const silentNames = (): DiscoveryResolver => ({
  resolve4: never,
  resolve6: never,
  resolveMx: never,
  resolveSrv: never,
});
