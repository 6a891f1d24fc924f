import { describe, expect, test } from 'vitest';
import { ConfigurationError, readConfiguration } from './configuration.ts';
import { providerOf } from './oauth/providers.ts';
import { smtpSettingsOf } from './smtp-settings.ts';

const key = btoa('k'.repeat(32));
const whole = {
  PUBLIC_URL: 'https://letterbox.test/path',
  AUTH_SECRET: 's'.repeat(32),
  ENCRYPTION_KEY: key,
  CONNECTOR_HMAC_KEY: key,
};

const refusal = (env: Record<string, unknown>): string => {
  try {
    readConfiguration(env);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigurationError);
    return (error as Error).message;
  }
  throw new Error('was not refused');
};

describe('the configuration', () => {
  test('takes the origin of PUBLIC_URL and splits the retiring keys', () => {
    const read = readConfiguration({ ...whole, ENCRYPTION_KEYS_RETIRING: `${key}, ${key}` });
    expect(read.PUBLIC_URL).toBe('https://letterbox.test');
    expect(read.ENCRYPTION_KEYS_RETIRING).toEqual([key, key]);
  });

  test.each([
    ['missing', undefined],
    ['empty', ''],
    ['too short', btoa('k'.repeat(31))],
    ['too long', btoa('k'.repeat(33))],
    ['not base64', `${'k'.repeat(43)}!`],
  ])('refuses to start with an ENCRYPTION_KEY that is %s, and says how to make one', (_, value) => {
    const message = refusal({ ...whole, ENCRYPTION_KEY: value });
    expect(message).toContain('ENCRYPTION_KEY');
    expect(message).toContain('npm run keys:new');
  });

  test('names every setting that is wrong, at once, and no value', () => {
    const message = refusal({ ENCRYPTION_KEY: 'canary-in-the-wrong-place' });
    for (const name of ['PUBLIC_URL', 'AUTH_SECRET', 'ENCRYPTION_KEY', 'CONNECTOR_HMAC_KEY']) {
      expect(message).toContain(name);
    }
    expect(message).not.toContain('canary');
  });

  test('refuses a malformed retiring key', () => {
    expect(refusal({ ...whole, ENCRYPTION_KEYS_RETIRING: 'short' })).toContain(
      'ENCRYPTION_KEYS_RETIRING',
    );
  });
});

describe('the settings of OAuth', () => {
  const client = { GOOGLE_CLIENT_ID: 'an id', GOOGLE_CLIENT_SECRET: 'a secret' };

  test('are the real providers’ unless told otherwise, with empty ones not told', () => {
    for (const set of [whole, { ...whole, GOOGLE_ISSUER: '', MICROSOFT_TENANT: '' }]) {
      expect(readConfiguration(set)).toMatchObject({
        GOOGLE_ISSUER: 'https://accounts.google.com',
        GOOGLE_AUTHORIZATION_ENDPOINT: 'https://accounts.google.com/o/oauth2/v2/auth',
        GOOGLE_TOKEN_ENDPOINT: 'https://oauth2.googleapis.com/token',
        GOOGLE_REVOCATION_ENDPOINT: 'https://oauth2.googleapis.com/revoke',
        GOOGLE_JWKS_URI: 'https://www.googleapis.com/oauth2/v3/certs',
        GOOGLE_API: 'https://gmail.googleapis.com',
        MICROSOFT_AUTHORITY: 'https://login.microsoftonline.com',
        MICROSOFT_TENANT: 'common',
        MICROSOFT_ISSUER_TEMPLATE: 'https://login.microsoftonline.com/{tid}/v2.0',
        MICROSOFT_JWKS_URI: 'https://login.microsoftonline.com/common/discovery/v2.0/keys',
        MICROSOFT_GRAPH: 'https://graph.microsoft.com',
      });
    }
  });

  test('may name no client, a whole one, or a secret whose id is still to come', () => {
    for (const name of ['google', 'microsoft'] as const) {
      const upper = name.toUpperCase();
      const id = { [`${upper}_CLIENT_ID`]: ' an id ' };
      const secret = { [`${upper}_CLIENT_SECRET`]: 'a secret\n' };
      expect(providerOf(readConfiguration(whole), name)).toBeNull();
      expect(providerOf(readConfiguration({ ...whole, ...secret }), name)).toBeNull();
      expect(providerOf(readConfiguration({ ...whole, ...id, ...secret }), name)).toMatchObject({
        clientId: 'an id',
        clientSecret: 'a secret',
      });
    }
  });

  test.each(['GOOGLE', 'MICROSOFT'])(
    'may not name a client of %s without its secret, whatever else is wrong',
    (name) => {
      const id = { [`${name}_CLIENT_ID`]: 'canary' };
      for (const secret of [undefined, '']) {
        const message = refusal({ ...id, [`${name}_CLIENT_SECRET`]: secret });
        expect(message).toContain(`${name}_CLIENT_SECRET is missing`);
        expect(message).toContain('AUTH_SECRET');
        expect(message).not.toContain('canary');
      }
    },
  );

  test.each([
    'http://127.0.0.1:8790/token',
    'http://localhost:8790/token',
    'http://[::1]:8790/token',
    'https://login.microsoftonline.us/token',
  ])('may send tokens to %s', (url) => {
    const set = readConfiguration({ ...whole, ...client, GOOGLE_TOKEN_ENDPOINT: url });
    expect(set.GOOGLE_TOKEN_ENDPOINT).toBe(url);
  });

  test.each([
    'http://oauth2.googleapis.com/token',
    'http://127.0.0.1.attacker.test/token',
    'http://localhost.attacker.test/token',
    'http://127.0.0.1:8790@attacker.test/token',
    'https://user:canary@accounts.google.com/token',
    'ftp://127.0.0.1/token',
    '/token',
    'not an address',
  ])('may not send tokens to %s', (url) => {
    for (const name of ['GOOGLE_TOKEN_ENDPOINT', 'MICROSOFT_AUTHORITY', 'MICROSOFT_GRAPH']) {
      const message = refusal({ ...whole, ...client, [name]: url });
      expect(message).toContain(`${name} must be an https address`);
      expect(message).not.toContain('canary');
    }
  });

  test.each(['common/../evil', 'a tenant', '?x=', '{tid}', 'contoso.test', 'consumers'])(
    'know no tenant "%s"',
    (tenant) => {
      expect(refusal({ ...whole, MICROSOFT_TENANT: tenant })).toContain('MICROSOFT_TENANT');
    },
  );
});

describe('the settings of outgoing mail', () => {
  const smtp = {
    ...whole,
    MAILER: 'smtp',
    SMTP_HOST: 'smtp.example.com',
    SMTP_PORT: '465',
    SMTP_SECURITY: 'tls',
    SMTP_USERNAME: 'letterbox',
    SMTP_PASSWORD: 'canary with a space ',
    MAIL_FROM: 'Letterbox <letterbox@example.com>',
  };
  const settings = (more: Record<string, unknown> = {}) =>
    smtpSettingsOf(readConfiguration({ ...smtp, ...more }));

  test('are an SMTP server, whole, with or without a login', () => {
    const place = { host: 'smtp.example.com', port: 465, security: 'tls' };
    expect(settings()).toEqual({
      ...place,
      from: { name: 'Letterbox', email: 'letterbox@example.com' },
      login: { username: 'letterbox', password: 'canary with a space ' },
    });
    expect(
      settings({ SMTP_USERNAME: '', SMTP_PASSWORD: '', MAIL_FROM: 'letterbox@example.com' }),
    ).toEqual({ ...place, from: { email: 'letterbox@example.com' }, login: null });
  });

  test('may wait, complete or not, until MAILER asks for them', () => {
    for (const MAILER of [undefined, '', 'log']) {
      expect(settings({ MAILER })).toBeNull();
      expect(readConfiguration({ ...whole, MAILER, SMTP_PASSWORD: 'x' }).MAILER).toBe(
        MAILER || undefined,
      );
    }
  });

  test('are named where they are missing, all at once', () => {
    const message = refusal({ MAILER: 'smtp', SMTP_PASSWORD: 'canary' });
    for (const name of ['SMTP_HOST', 'SMTP_PORT', 'SMTP_SECURITY', 'MAIL_FROM']) {
      expect(message).toContain(`${name} is missing, though MAILER is "smtp".`);
      expect(refusal({ ...smtp, [name]: '' })).toContain(`${name} is missing`);
    }
    expect(message).toContain('SMTP_USERNAME is missing, though SMTP_PASSWORD is set.');
    expect(message).toContain('AUTH_SECRET');
    expect(message).not.toContain('canary');
    expect(refusal({ ...smtp, SMTP_PASSWORD: '' })).toContain('SMTP_PASSWORD is missing');
  });

  test.each([
    ['MAILER', 'sendmail'],
    ['SMTP_HOST', 'smtp.example.com:465'],
    ['SMTP_HOST', 'https://smtp.example.com'],
    ['SMTP_HOST', 'a b'],
    ['SMTP_PORT', '25'],
    ['SMTP_PORT', '0'],
    ['SMTP_PORT', '65536'],
    ['SMTP_PORT', '46.5'],
    ['SMTP_PORT', 'smtps'],
    ['SMTP_SECURITY', 'ssl'],
    ['SMTP_USERNAME', 'a\r\nb'],
    ['SMTP_PASSWORD', 'canary\0'],
    ['MAIL_FROM', 'Letterbox'],
    ['MAIL_FROM', 'a@example.com, b@example.com'],
    ['MAIL_FROM', 'Letterbox\r\nBcc: <a@example.com>'],
    ['MAIL_FROM', '<a@example.com> x'],
    ['OPERATOR_EMAIL', 'somebody'],
  ])('refuses %s "%s", by name', (name, value) => {
    const message = refusal({ ...smtp, [name]: value });
    expect(message).toContain(`${name} `);
    expect(message).not.toContain('canary');
  });

  test('send nothing in the clear but on this machine', () => {
    for (const host of ['127.0.0.1', '127.8.9.10', 'localhost', '[::1]']) {
      expect(settings({ SMTP_SECURITY: 'none', SMTP_HOST: host })?.host).toBe(host);
    }
    for (const host of [
      'smtp.example.com',
      '10.0.0.1',
      'localhost.example.com',
      '127.0.0.1.x.io',
    ]) {
      expect(refusal({ ...smtp, SMTP_SECURITY: 'none', SMTP_HOST: host })).toContain(
        'SMTP_SECURITY may be "none" only where SMTP_HOST is this machine.',
      );
    }
  });

  test.each([
    ['a@example.com', { email: 'a@example.com' }],
    ['<a@example.com>', { email: 'a@example.com' }],
    [' Büro Süd  <a@example.com> ', { name: 'Büro Süd', email: 'a@example.com' }],
    ['"Acme, Ltd" <a@example.com>', { name: 'Acme, Ltd', email: 'a@example.com' }],
  ])('take %s for a sender', (MAIL_FROM, from) => {
    expect(settings({ MAIL_FROM })?.from).toEqual(from);
  });

  test('may name whom what concerns the operator is mailed to', () => {
    expect(readConfiguration(whole).OPERATOR_EMAIL).toBeUndefined();
    const OPERATOR_EMAIL = 'ops@example.com';
    expect(readConfiguration({ ...whole, OPERATOR_EMAIL })).toMatchObject({ OPERATOR_EMAIL });
  });
});
