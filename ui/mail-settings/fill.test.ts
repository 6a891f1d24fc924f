import { describe, expect, test } from 'vitest';
import type { SettingsCandidate } from '../../contract/mail-settings.ts';
import { emptyForm, nothingStored } from '../connection/form.ts';
import * as connection from '../connection/model.ts';
import { fill, offer } from './fill.ts';
import { chosenAmong, noServers, serversIn, serversOf } from './servers.ts';

const ADDRESS = 'a@one.example';

const candidate = (name: string, username = ADDRESS): SettingsCandidate => ({
  source: 'directory',
  who: name,
  imap: { host: `imap.${name}.example`, port: 1993, security: 'tls', username },
  smtp: { host: `smtp.${name}.example`, port: 587, security: 'starttls', username },
});
const one = serversOf(candidate('one'));
const two = serversOf(candidate('two'));

const fresh = () => connection.openEditor(emptyForm(ADDRESS), nothingStored);
const typeHost = (editor: connection.Editor, host: string) =>
  connection.typeInto(editor, 'imap', 'host', host);

describe('filling in', () => {
  test('takes host, port, security and username, and leaves passwords alone', () => {
    const typed = connection.typeInto(fresh(), 'imap', 'password', 'a secret');
    const { form } = fill(typed, serversOf(candidate('one', 'local')));
    expect(form).toMatchObject({
      imap: { host: 'imap.one.example', port: '1993', security: 'tls', username: 'local' },
      smtp: { host: 'smtp.one.example', port: '587', security: 'starttls', sameCredentials: true },
    });
    expect(form.imap.password).toBe('a secret');
  });

  test('gives SMTP a username of its own where the servers want two', () => {
    const settings = candidate('one');
    const own = serversOf({ ...settings, smtp: { ...settings.smtp, username: 'other' } });
    expect(fill(fresh(), own).form.smtp).toMatchObject({
      sameCredentials: false,
      username: 'other',
    });
  });

  test('makes no test of other settings look like one of these', () => {
    const tested = connection.refuse(fresh(), new Error('refused'), 0);
    expect(fill(tested, one).kind).toBe('editing');
  });

  test('of what is there already changes nothing, so that a passed test stays one', () => {
    const filled = fill(fresh(), one);
    expect(fill(filled, one)).toBe(filled);
  });

  test('does not touch a form that is being tested', () => {
    const testing = connection.startTest(fresh(), 'test', 0);
    expect(fill(testing, one)).toBe(testing);
  });
});

describe('an offer', () => {
  const untouched = noServers(ADDRESS);

  test('fills what nobody has typed in', () => {
    const { editor, offered } = offer(fresh(), untouched, one);
    expect(serversIn(editor.form)).toEqual(one);
    expect(offered).toEqual(one);
  });

  test('is replaced by the next one, while it stands as it was offered', () => {
    const first = offer(fresh(), untouched, one);
    expect(serversIn(offer(first.editor, first.offered, two).editor.form)).toEqual(two);
    const none = offer(first.editor, first.offered, untouched);
    expect(serversIn(none.editor.form)).toEqual(untouched);
  });

  test('leaves both servers alone once one of them was typed', () => {
    const { editor } = offer(typeHost(fresh(), 'mail.mine.example'), untouched, one);
    expect(editor.form.imap.host).toBe('mail.mine.example');
    expect(editor.form.smtp.host).toBe('');
  });

  test('leaves alone what was changed in an earlier offer', () => {
    const first = offer(fresh(), untouched, one);
    const changed = connection.typeInto(first.editor, 'smtp', 'port', '465');
    const { editor } = offer(changed, first.offered, two);
    expect(editor.form.imap.host).toBe('imap.one.example');
    expect(editor.form.smtp.port).toBe('465');
  });

  test('leaves what was typed alone however often something else is offered', () => {
    const typed = typeHost(fresh(), 'mail.mine.example');
    const first = offer(typed, untouched, one);
    const second = offer(first.editor, first.offered, two);
    expect(offer(second.editor, second.offered, one).editor.form.imap.host).toBe(
      'mail.mine.example',
    );
  });

  test('of servers that were typed just so is not ours', () => {
    const typed = fill(fresh(), one);
    const first = offer(typed, untouched, one);
    const second = offer(first.editor, first.offered, two);
    expect(serversIn(second.editor.form)).toEqual(one);
  });

  test('lets the username follow the address until somebody writes another', () => {
    const next = offer(fresh(), untouched, noServers('c@one.example'));
    expect(next.editor.form.imap.username).toBe('c@one.example');
    expect(next.editor.form.smtp.username).toBe('c@one.example');
    const own = connection.typeInto(next.editor, 'imap', 'username', 'account-7');
    const after = offer(own, next.offered, noServers('d@one.example'));
    expect(after.editor.form.imap.username).toBe('account-7');
  });

  test('keeps a username that was typed before the servers were found', () => {
    const own = connection.typeInto(fresh(), 'imap', 'username', 'account-7');
    expect(offer(own, untouched, one).editor.form.imap).toMatchObject({
      host: 'imap.one.example',
      username: 'account-7',
    });
  });

  test('is not made to a form that is being tested', () => {
    const testing = connection.startTest(fresh(), 'test', 0);
    expect(offer(testing, untouched, one)).toEqual({ editor: testing, offered: untouched });
  });
});

test('the candidate in the form is the one with its very servers, however they are written', () => {
  const candidates = [candidate('one'), candidate('two')];
  const { form } = fill(fresh(), serversOf(candidate('two')));
  expect(chosenAmong(form, candidates)?.who).toBe('two');
  const loud = { ...form, imap: { ...form.imap, host: ' IMAP.two.example ' } };
  expect(chosenAmong(loud, candidates)?.who).toBe('two');
  const other = { ...form, smtp: { ...form.smtp, port: '465' } };
  expect(chosenAmong(other, candidates)).toBeUndefined();
});
