import { ImapFlow } from 'imapflow';
import nodemailer from 'nodemailer';
import { epochMs } from './clock.ts';
import type { Pair, Tested } from './pair.ts';

const imapTest = async ({ host, port, security, username, password }: Pair['imap'], ca: string) => {
  const client = new ImapFlow({
    ...{ host, port, tls: { ca }, logger: false, verifyOnly: true },
    secure: security === 'tls',
    doSTARTTLS: security === 'starttls' ? true : undefined,
    auth: { user: username, pass: password },
  });
  client.on('error', () => {});
  await client.connect();
  return epochMs();
};

const smtpTest = async ({ host, port, security, username, password }: Pair['smtp'], ca: string) => {
  const transport = nodemailer.createTransport({
    ...{ host, port, tls: { ca }, forceAuth: true },
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    auth: { user: username, pass: password },
  });
  try {
    await transport.verify();
    return epochMs();
  } finally {
    transport.close();
  }
};

/** Both libraries at once, each given the server in its ordinary way. Never rejects. */
export const bareTest = async ({ imap, smtp }: Pair, ca: string): Promise<Tested> => {
  const startedAt = performance.now();
  const ends = await Promise.allSettled([imapTest(imap, ca), smtpTest(smtp, ca)]);
  const [imapEnd = Number.NaN, smtpEnd = Number.NaN] = ends.map((end) =>
    end.status === 'fulfilled' ? end.value : Number.NaN,
  );
  return {
    ok: ends.every(({ status }) => status === 'fulfilled'),
    ms: performance.now() - startedAt,
    endedAt: { imap: imapEnd, smtp: smtpEnd },
    trouble: ends
      .flatMap((end) => (end.status === 'rejected' ? String(end.reason?.code ?? 'refused') : []))
      .join(' + '),
  };
};
