import { describe, expect, test } from 'vitest';
import { ConfigurationError, readConfiguration } from './configuration.ts';

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
