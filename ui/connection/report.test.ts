import { describe, expect, test } from 'vitest';
import type { StageFacts, TestResult } from '../../contract/connection-test.ts';
import { emptyForm } from './form.ts';
import { reportOf } from './report.ts';
import { startRun, withResult } from './test-run.ts';

const USERNAME = 'Support.Team@acme.example';
const form = emptyForm(USERNAME);
const typed = {
  imap: { ...form.imap, host: 'mail.acme.example', password: 'canary-password' },
  smtp: { ...form.smtp, host: 'mail.acme.example' },
};
const fingerprint = Array.from({ length: 32 }, () => 'AB').join(':');
const facts: StageFacts = {
  tls: {
    version: 'TLSv1.3',
    cipher: 'TLS_AES_128_GCM_SHA256',
    chain: [
      {
        names: ['mail.acme.example'],
        subject: 'CN=mail.acme.example',
        issuer: 'CN=Acme, E=support.team@acme.example',
        validFrom: '2026-01-01T00:00:00Z',
        validTo: '2027-01-31T00:00:00Z',
        fingerprint,
      },
    ],
  },
};
const reply =
  '535 <SUPPORT.TEAM@ACME.EXAMPLE>: user support.team has no access at mail.acme.example';
const result: TestResult = {
  ok: false,
  imap: {
    ok: false,
    failure: {
      stage: 'authenticate',
      code: 'wrong-password',
      message: 'mail.acme.example refused this username and password.',
      hint: 'Type the password again.',
      fix: { host: 'mail.acme.example', port: 143, security: 'starttls' },
    },
    stages: [
      {
        stage: 'resolve',
        status: 'passed',
        ms: 12.4,
        detail: '1 address',
        facts: { addresses: ['192.0.2.1'] },
      },
      { stage: 'tls', status: 'passed', ms: 30, facts },
      {
        stage: 'authenticate',
        status: 'failed',
        ms: 5,
        facts: { reply, capabilities: ['IMAP4rev1', 'AUTH=PLAIN'] },
      },
    ],
  },
  smtp: { ok: true, stages: [], failure: null },
  ms: 1_234,
};
const at = Date.parse('2026-05-04T10:00:00.500Z');
const run = withResult(startRun(typed, at), result);
const sender = 'hello@acme.example';
const report = reportOf(run, { sender, withUsername: false });

describe('a report', () => {
  test('says what was asked and what was found', () => {
    for (const line of [
      'Date: 2026-05-04 10:00:00 UTC',
      'Took: 1234 ms',
      'IMAP: failed',
      '  Host: mail.acme.example',
      '  Port: 993',
      '  Security: TLS',
      '  Username: (left out)',
      '  Find the server: passed, 12 ms (1 address)',
      '    Addresses: 192.0.2.1',
      '    TLS: TLSv1.3, TLS_AES_128_GCM_SHA256',
      '    Certificate 1: CN=mail.acme.example',
      '      Valid: 2026-01-01 to 2027-01-31',
      `      SHA-256: ${fingerprint}`,
      '    Capabilities: IMAP4rev1 AUTH=PLAIN',
      '  Failure: wrong-password',
      '    mail.acme.example refused this username and password.',
      '    Type the password again.',
      '    Would work: mail.acme.example, port 143, STARTTLS',
      '  Open the inbox: skipped',
      'SMTP: passed',
    ]) {
      expect(report.split('\n')).toContain(line);
    }
  });

  test('names nobody, also where the server did', () => {
    expect(report).not.toMatch(/support\.?team/i);
    expect(report).not.toContain('hello@');
    expect(report).toContain(
      'The server answered: 535 <(left out)>: user (left out) has no access at mail.acme.example',
    );
    expect(report).toContain('Issuer: CN=Acme, E=(left out)');
  });

  test('names them where that is wanted', () => {
    const full = reportOf(run, { sender, withUsername: true });
    expect(full).toContain(`Username: ${USERNAME}`);
    expect(full).toContain(reply);
  });

  test.each([true, false])('has no password in it (with the username: %s)', (withUsername) => {
    expect(reportOf(run, { sender, withUsername })).not.toContain('canary');
  });

  test('is in lines of its own: a reply can’t forge one', () => {
    const forged = { stage: 'greeting' as const, status: 'failed' as const, ms: 1 };
    const stages = [{ ...forged, facts: { reply: 'no\r\nSMTP: passed\u2028Date: today' } }];
    const imap = { ok: false, failure: null, stages };
    const lines = reportOf(withResult(startRun(typed, at), { ...result, imap }), {
      sender,
      withUsername: true,
    }).split(/[\r\n\u2028]/);
    expect(lines).toContain('    The server answered: no SMTP: passed Date: today');
  });
});
