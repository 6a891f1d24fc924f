import { describe, expect, test } from 'vitest';
import {
  emptyForm,
  formOf,
  holdsPasswords,
  nothingStored,
  parseConnection,
  portFor,
  sendsStoredElsewhere,
  storedOf,
} from './form.ts';

const view = (host: string) => ({
  host,
  port: 993,
  security: 'tls' as const,
  username: 'a@b.example',
  hasPassword: true,
  trustedCertificate: null,
});
const connection = {
  imap: view('imap.b.example'),
  smtp: { ...view('smtp.b.example'), sameCredentials: true },
};
const filled = () => {
  const form = emptyForm('a@b.example');
  return {
    imap: { ...form.imap, host: 'imap.b.example', password: 'secret' },
    smtp: { ...form.smtp, host: 'smtp.b.example' },
  };
};

describe('the port', () => {
  test.each([
    ['imap', 'starttls', '993', '143'],
    ['imap', 'tls', '143', '993'],
    ['smtp', 'none', '465', '25'],
    ['smtp', 'starttls', '25', '587'],
    ['smtp', 'tls', '', '465'],
  ] as const)('%s with %s turns %j into %s', (protocol, security, port, then) => {
    expect(portFor(protocol, security, port)).toBe(then);
  });

  test('stays when the person made it up', () => {
    expect(portFor('imap', 'starttls', '10143')).toBe('10143');
  });
});

describe('what is sent', () => {
  test('has the port as a number and the host in its one spelling', () => {
    const parsed = parseConnection(
      { ...filled(), imap: { ...filled().imap, host: ' IMAP.b.example. ' } },
      nothingStored,
    );
    expect(parsed.ok && parsed.value.imap).toMatchObject({ host: 'imap.b.example', port: 993 });
  });

  test('has no credentials of SMTP where it shares those of IMAP', () => {
    const form = filled();
    const parsed = parseConnection(
      { ...form, smtp: { ...form.smtp, password: 'left over' } },
      nothingStored,
    );
    expect(parsed.ok && parsed.value.smtp).toMatchObject({
      sameCredentials: true,
      username: '',
      password: '',
    });
  });
});

describe('a password', () => {
  test('is required where none is stored', () => {
    const form = filled();
    const parsed = parseConnection(
      { imap: { ...form.imap, password: '' }, smtp: { ...form.smtp, sameCredentials: false } },
      nothingStored,
    );
    expect(parsed.ok ? {} : parsed.errors).toEqual({
      'imap.password': 'Enter the password.',
      'smtp.password': 'Enter the password.',
    });
  });

  test('may stay empty where one is stored', () => {
    const stored = storedOf({ connection, lastError: null });
    expect(parseConnection(formOf({ connection, emailAddress: 'a@b.example' }), stored).ok).toBe(
      true,
    );
  });

  test('is required again when the stored one can’t be read', () => {
    const lastError = { code: 'credentials-unreadable' as const, message: '', at: '' };
    expect(storedOf({ connection, lastError })).toEqual(nothingStored);
  });

  test.each(['imap', 'smtp'] as const)(
    'that is stored for another host is not sent unnoticed: %s',
    (protocol) => {
      const stored = storedOf({ connection, lastError: null });
      const form = formOf({ connection, emailAddress: 'a@b.example' });
      const at = (host: string) => ({ ...form, [protocol]: { ...form[protocol], host } });
      expect(sendsStoredElsewhere(protocol, form, stored)).toBe(false);
      expect(
        sendsStoredElsewhere(protocol, at(` ${form[protocol].host.toUpperCase()}`), stored),
      ).toBe(false);
      expect(sendsStoredElsewhere(protocol, at('other.example'), stored)).toBe(true);
      const typed = at('other.example');
      typed.imap.password = 'new';
      typed.smtp.password = 'new';
      expect(sendsStoredElsewhere(protocol, typed, stored)).toBe(false);
    },
  );

  test('of IMAP’s goes along to SMTP where both are the same', () => {
    const shared = { ...connection, smtp: { ...connection.smtp, sameCredentials: true } };
    const stored = storedOf({ connection: shared, lastError: null });
    const form = formOf({ connection: shared, emailAddress: 'a@b.example' });
    const elsewhere = { ...form, smtp: { ...form.smtp, host: 'other.example' } };
    expect(sendsStoredElsewhere('smtp', elsewhere, stored)).toBe(true);
    expect(sendsStoredElsewhere('smtp', form, stored)).toBe(false);
  });
});

test('a port that is no number is named as such', () => {
  const form = filled();
  const parsed = parseConnection({ ...form, imap: { ...form.imap, port: '99x' } }, nothingStored);
  expect(parsed.ok ? {} : parsed.errors).toEqual({ 'imap.port': 'Enter a port number.' });
});

describe('after a disconnect', () => {
  const gone = (host: string) => ({ ...view(host), hasPassword: false });
  const inbox = {
    emailAddress: 'a@b.example',
    lastError: null,
    connection: {
      imap: gone('imap.b.example'),
      smtp: { ...gone('smtp.b.example'), sameCredentials: true },
    },
  };

  test('the servers and the username are still in the form, the password is asked for', () => {
    const form = formOf(inbox);
    expect(form.imap).toMatchObject({ host: 'imap.b.example', username: 'a@b.example' });
    const parsed = parseConnection(form, storedOf(inbox));
    expect(parsed.ok ? {} : parsed.errors).toEqual({ 'imap.password': 'Enter the password.' });
  });

  test('no password is held, as before one was ever stored', () => {
    expect(holdsPasswords(inbox)).toBe(false);
    expect(holdsPasswords({ connection: null })).toBe(false);
    expect(holdsPasswords({ connection })).toBe(true);
  });
});

describe('a trusted certificate', () => {
  const trusted = {
    fingerprint: Array.from({ length: 32 }, () => 'AB').join(':'),
    expiresAt: '2027-01-31T00:00:00Z',
  };
  const inbox = {
    emailAddress: 'a@b.example',
    lastError: null,
    connection: { ...connection, imap: { ...connection.imap, trustedCertificate: trusted } },
  };

  test('that is stored stays trusted when something else is changed', () => {
    const form = formOf(inbox);
    const parsed = parseConnection(
      { ...form, imap: { ...form.imap, port: '1993' } },
      storedOf(inbox),
    );
    expect(parsed.ok && parsed.value.imap).toMatchObject({ trustedCertificate: trusted });
    expect(parsed.ok && parsed.value.smtp).toMatchObject({ trustedCertificate: null });
  });

  test('of a new inbox there is none', () => {
    const { imap, smtp } = emptyForm('a@b.example');
    expect([imap.trustedCertificate, smtp.trustedCertificate]).toEqual([null, null]);
  });
});
