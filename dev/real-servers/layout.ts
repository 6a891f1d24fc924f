import { randomBytes } from 'node:crypto';
import { chmod, chown, copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { systemUser } from './missing.ts';

/** Where things lie in the scratch folder of one start. */
export type Layout = {
  folder: string;
  tls: string;
  dovecot: string;
  /** The Dovecot that offers no mechanism but LOGIN. */
  loginOnly: string;
  /** The Dovecot that takes access tokens. */
  tokens: string;
  cyrus: string;
  exim: string;
  postfix: string;
  queue: string;
  mail: string;
  logFile: string;
};

// The longest socket in the folder adds some 40 characters; Linux allows a socket 107.
const longestFolder = 64;

/** Makes the scratch folder. One that is given must be empty, as it is removed at the end. */
export async function makeScratchFolder(given?: string): Promise<string> {
  const folder = resolve(
    given ?? join(tmpdir(), `letterbox-mail-${randomBytes(4).toString('hex')}`),
  );
  if (!/^[\w./-]+$/.test(folder) || folder.length > longestFolder) {
    throw new Error(
      `The scratch folder must be a plain path of at most ${longestFolder} characters: ${folder}`,
    );
  }
  await mkdir(folder, { recursive: given !== undefined });
  if ((await readdir(folder)).length > 0) {
    throw new Error(`The scratch folder must be empty, as it is removed at the end: ${folder}`);
  }
  // The servers' unprivileged processes pass through it.
  await chmod(folder, 0o711);
  return folder;
}

/** Where each thing goes in a scratch folder. */
export function layoutOf(folder: string): Layout {
  return {
    folder,
    tls: `${folder}/tls`,
    dovecot: `${folder}/dovecot`,
    loginOnly: `${folder}/login`,
    tokens: `${folder}/tokens`,
    cyrus: `${folder}/cyrus`,
    exim: `${folder}/exim`,
    postfix: `${folder}/postfix`,
    queue: `${folder}/postfix/queue`,
    mail: `${folder}/mail`,
    logFile: `${folder}/mail.log`,
  };
}

/** A folder, or a copy of a file, of a server that has given up root by the time it needs it. */
export const ownedBy = (user: string) => {
  const { uid, gid } = systemUser(user);
  return {
    folder: async (path: string) => {
      await mkdir(path, { mode: 0o750 });
      await chown(path, uid, gid);
    },
    file: async (path: string, text: string) => {
      await writeFile(path, text, { mode: 0o600 });
      await chown(path, uid, gid);
    },
    copy: async (from: string, path: string) => {
      await copyFile(from, path);
      await chown(path, uid, gid);
    },
  };
};

/** Makes what Dovecot and Postfix share: the mail store and the log. */
export async function makeSharedParts(layout: Layout): Promise<void> {
  const mail = systemUser('mail');
  await mkdir(layout.mail, { mode: 0o700 });
  await chown(layout.mail, mail.uid, mail.gid);
  // Postfix's logger has given up root by the time it opens the file; Dovecot's has not.
  const postfix = systemUser('postfix');
  await writeFile(layout.logFile, '', { flag: 'a', mode: 0o644 });
  await chown(layout.logFile, postfix.uid, postfix.gid);
}
