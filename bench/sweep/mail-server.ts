import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { at } from '../../dev/stand/paths.ts';

/** The one mailbox that every inbox is. */
export const ACCOUNT = { address: 'everybody@bench.test', password: 'the right password' };

/** The embedded mail server, as a process of its own. */
export type MailServer = {
  imaps: number;
  submissions: number;
  caFile: string;
  stop: () => Promise<void>;
};

export const startMailServer = async (folder: string): Promise<MailServer> => {
  const certificates = join(folder, 'certificates');
  const ports = ['imap', 'imaps', 'smtp', 'submissions'].flatMap((name) => [`--${name}`, '0']);
  const child = fork(at('dev/mail-server/main.ts'), [...ports, '--certificates', certificates], {
    execArgv: ['--import', at('bench/connector/end-with-parent.ts')],
    env: { PATH: process.env.PATH, MAIL_SERVER_ACCOUNTS: JSON.stringify([ACCOUNT]) },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  if (!child.stdout) throw new Error('The mail server has no output.');
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    ended.then(() => Promise.reject(new Error('The mail server did not start.'))),
  ]);
  const { imaps, submissions } = JSON.parse(line).ports;
  const stop = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  return { imaps, submissions, caFile: join(certificates, 'ca.pem'), stop };
};
