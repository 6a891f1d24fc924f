import { host } from '../../contract/host.ts';
import { protocols } from '../../contract/mail-server.ts';
import { blackHole } from '../testing/black-hole.ts';
import { goodScript } from '../testing/both-protocols.ts';
import { scriptedResolver } from '../testing/rig.ts';
import { close, scriptedServer } from '../testing/scripted-server.ts';
import type { Case, Running } from './case.ts';

const INTERNATIONAL = 'bücher.example';
const BROADCAST = '255.255.255.255';

const never = () => new Promise<string[]>(() => {});

/** Knows one name only, in the spelling in which name servers know it. */
const knowing = (name: string) => {
  const resolve4 = (asked: string) =>
    asked === name
      ? Promise.resolve(['127.0.0.1'])
      : Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }));
  return { resolve4, resolve6: () => scriptedResolver('ENODATA').resolve6() };
};

/** A good server on 127.0.0.1, and nothing but a black hole at the same port of another address. */
const besideBlackHole =
  (protocol: 'imap' | 'smtp', address: string) => async (): Promise<Running> => {
    const server = await scriptedServer(goodScript[protocol]());
    const hole = await blackHole(address, server.port);
    return {
      port: server.port,
      heard: () => server.heardByConnection().join('\r\n'),
      stop: () => Promise.all([server.stop(), hole.stop()]),
    };
  };

/** From the name to the connection. */
export const connectCases: Case[] = protocols.flatMap((protocol): Case[] => {
  const good = goodScript[protocol]();
  const at = { protocol, security: 'none' as const };
  return [
    {
      ...at,
      name: 'no such name',
      resolver: scriptedResolver('ENOTFOUND', 'ENOTFOUND'),
      expect: 'resolve: host-not-found',
    },
    {
      ...at,
      name: 'a name without addresses',
      resolver: scriptedResolver('ENODATA', 'ENODATA'),
      expect: 'resolve: host-has-no-address',
    },
    {
      ...at,
      name: 'a name that has empty answers',
      resolver: scriptedResolver([], []),
      expect: 'resolve: host-has-no-address',
    },
    {
      ...at,
      name: 'name servers that fail',
      resolver: scriptedResolver('ESERVFAIL', 'ESERVFAIL'),
      expect: 'resolve: name-lookup-failed',
    },
    {
      ...at,
      name: 'name servers that fail for one family',
      resolver: scriptedResolver('ENODATA', 'ETIMEOUT'),
      expect: 'resolve: name-lookup-failed',
    },
    {
      ...at,
      name: 'name servers that fail for IPv6 only',
      server: good,
      resolver: scriptedResolver(['127.0.0.1'], 'ESERVFAIL'),
      expect: 'ok',
    },
    {
      ...at,
      name: 'name servers that stay silent',
      resolver: { resolve4: never, resolve6: never },
      slow: true,
      representative: true,
      expect: 'resolve: name-lookup-failed',
    },
    {
      ...at,
      name: 'a private address',
      server: good,
      networks: [],
      expect: 'resolve: address-not-allowed',
    },
    {
      ...at,
      name: 'a private address among public ones',
      server: good,
      networks: [],
      resolver: scriptedResolver(['93.184.216.34', '127.0.0.1']),
      expect: 'resolve: address-not-allowed',
    },
    {
      ...at,
      name: 'a name that means this machine',
      server: good,
      networks: [],
      settings: { host: 'localhost' },
      expect: 'resolve: address-not-allowed',
    },
    { ...at, name: 'a port for something else', port: 22, expect: 'connect: port-not-allowed' },
    { ...at, name: 'nothing listens', expect: 'connect: connection-refused' },
    {
      ...at,
      name: 'a black hole',
      start: () => blackHole(),
      slow: true,
      representative: true,
      expect: 'connect: connect-timeout',
    },
    {
      ...at,
      name: 'no route',
      server: good,
      resolver: scriptedResolver([BROADCAST]),
      networks: [`${BROADCAST}/32`],
      expect: 'connect: network-unreachable',
    },
    {
      ...at,
      name: 'IPv6 refuses, IPv4 is fine',
      server: good,
      resolver: scriptedResolver(['127.0.0.1'], ['::1']),
      expect: 'ok',
    },
    {
      ...at,
      name: 'IPv6 is a black hole, IPv4 is fine',
      start: besideBlackHole(protocol, '::1'),
      resolver: scriptedResolver(['127.0.0.1'], ['::1']),
      expect: 'ok',
    },
    {
      ...at,
      name: 'the first address refuses',
      server: good,
      resolver: scriptedResolver(['127.0.0.99', '127.0.0.1']),
      expect: 'ok',
    },
    {
      ...at,
      name: 'the first address is a black hole',
      start: besideBlackHole(protocol, '127.0.0.2'),
      resolver: scriptedResolver(['127.0.0.2', '127.0.0.1']),
      expect: 'ok',
    },
    {
      ...at,
      name: 'every address refuses',
      resolver: scriptedResolver(['127.0.0.98', '127.0.0.99']),
      expect: 'connect: connection-refused',
    },
    {
      ...at,
      name: 'an IDN host',
      server: good,
      settings: { host: host.parse(INTERNATIONAL) },
      resolver: knowing('xn--bcher-kva.example'),
      expect: 'ok',
    },
    { ...at, name: 'closes at once', server: [close()], expect: 'greeting: connection-closed' },
  ];
});
