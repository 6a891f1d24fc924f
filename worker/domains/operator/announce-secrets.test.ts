import { expect, test } from 'vitest';
import { ConfigurationError } from '../../platform/configuration.ts';
import { operatorDeps } from '../../testing/operator-api.ts';
import { db } from '../../testing/world.ts';
import { alerts } from '../health/tables.ts';
import { announceSecrets } from './announce-secrets.ts';

const settings = {
  OPERATOR_EMAIL: 'ops@letterbox.test',
  MICROSOFT_CLIENT_SECRET_EXPIRES: '2027-03-31',
};

const at = (text: string) => new Date(`${text}:00Z`);
const written = async () => (await db.select().from(alerts)).map(({ id }) => id).sort();

const SECRET = 'secret-microsoft-2027-03-31';

test('it is announced 14 days and 3 days before, and on the day: each once', async () => {
  const deps = operatorDeps({}, settings);
  const seen: [string, number][] = [];
  for (let day = at('2027-03-10T00:00'); day < at('2027-04-20T00:00'); ) {
    const before = (await written()).length;
    await announceSecrets(deps, day);
    const after = (await written()).length;
    if (after > before) seen.push([day.toISOString().slice(0, 13), after - before]);
    day = new Date(day.getTime() + 6 * 3_600_000);
  }
  expect(seen).toEqual([
    ['2027-03-17T00', 1],
    ['2027-03-28T00', 1],
    ['2027-03-31T00', 1],
  ]);
  expect(await written()).toEqual([`${SECRET}-0`, `${SECRET}-14`, `${SECRET}-3`]);
});

test('two that announce at once write one mail', async () => {
  const [one, other] = [operatorDeps({}, settings), operatorDeps({}, settings)];
  await Promise.all([one, other].map((deps) => announceSecrets(deps, at('2027-03-20T10:00'))));
  expect(await written()).toEqual([`${SECRET}-14`]);
});

test('what nobody was there to announce is made up for by one mail, not by three', async () => {
  await announceSecrets(operatorDeps({}, settings), at('2027-03-30T10:00'));
  expect(await written()).toEqual([`${SECRET}-3`]);
});

test('another date is another secret', async () => {
  await announceSecrets(operatorDeps({}, settings), at('2027-03-30T10:00'));
  const later = { ...settings, MICROSOFT_CLIENT_SECRET_EXPIRES: '2027-04-02' };
  await announceSecrets(operatorDeps({}, later), at('2027-03-30T11:00'));
  expect(await written()).toEqual([`${SECRET}-3`, 'secret-microsoft-2027-04-02-3']);
});

test('the mail says which secret, when, and what to do; it is due at once, and is the operator’s', async () => {
  const now = at('2027-03-28T10:00');
  await announceSecrets(operatorDeps({}, settings), now);
  const [mail] = await db.select().from(alerts);
  expect(mail).toMatchObject({
    tenant: null,
    recipient: settings.OPERATOR_EMAIL,
    subject: 'Letterbox: the Microsoft client secret ends in 3 days',
    nextTryAt: now,
  });
  expect(mail?.text).toContain('MICROSOFT_CLIENT_SECRET_EXPIRES');
  expect(mail?.text).toContain('2027-03-31');
});

test.each([
  ['nobody is to be told', { ...settings, OPERATOR_EMAIL: '' }],
  ['nothing can be sent', { ...settings, MAILER: '' }],
  ['no date is known', { ...settings, MICROSOFT_CLIENT_SECRET_EXPIRES: '' }],
  [
    'there is no such client',
    { ...settings, MICROSOFT_CLIENT_ID: '', MICROSOFT_CLIENT_SECRET: '' },
  ],
  ['the date is long past', { ...settings, MICROSOFT_CLIENT_SECRET_EXPIRES: '2027-01-01' }],
  ['it is not yet time', { ...settings, MICROSOFT_CLIENT_SECRET_EXPIRES: '2027-04-14' }],
])('nothing is written where %s', async (_, told) => {
  await announceSecrets(operatorDeps({}, told), at('2027-03-30T10:00'));
  expect(await written()).toEqual([]);
});

test.each(['31.03.2027', '2027-02-30', 'soon'])('a date like %s is refused at start', (day) => {
  const start = () => operatorDeps({}, { GOOGLE_CLIENT_SECRET_EXPIRES: day });
  expect(start).toThrow(ConfigurationError);
  expect(start).toThrow('GOOGLE_CLIENT_SECRET_EXPIRES must be a day like 2027-03-31');
});
