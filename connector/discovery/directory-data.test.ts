import { expect, test } from 'vitest';
import { canonicalHost } from '../../contract/host.ts';
import { settingsNote } from '../../contract/mail-settings.ts';
import { createAddressGuard } from '../address-guard.ts';
import { PROVIDERS, toAnswer, toEntry } from './directory.ts';

const guard = createAddressGuard({ allowedNetworks: [], allowedPorts: [] });
const named = PROVIDERS.flatMap(({ domains = [], exchangers = [] }) => [...domains, ...exchangers]);
const servers = PROVIDERS.flatMap((each) => (each.servers ? Object.values(each.servers) : []));

test('every domain, MX host and server has its canonical name', () => {
  for (const host of [...named, ...servers.map(({ host }) => host)]) {
    expect(canonicalHost(host)).toBe(host);
  }
});

test('every server is at a mail port that a test may reach, with encryption', () => {
  for (const { port, security } of servers) {
    expect(guard.allowsPort(port)).toBe(true);
    expect(['tls', 'starttls']).toContain(security);
  }
});

test('no domain and no MX host belongs to two providers', () => {
  for (const key of ['domains', 'exchangers'] as const) {
    const all = PROVIDERS.flatMap((each) => each[key] ?? []);
    expect(all.filter((each, index) => all.indexOf(each) !== index)).toEqual([]);
  }
});

test('every provider has servers, a sign-in, or a note that there is no IMAP', () => {
  for (const provider of PROVIDERS) {
    const { servers, oauth, noImap, notes } = toAnswer(toEntry(provider));
    expect(Boolean(servers) || Boolean(oauth) || noImap).toBe(true);
    expect(Boolean(noImap)).toBe(notes?.some(({ code }) => code === 'no-imap') ?? false);
    expect(notes?.map((note) => settingsNote.parse(note))).toEqual(notes);
  }
});
