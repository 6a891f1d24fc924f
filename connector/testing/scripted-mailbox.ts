import { type Step, say } from './scripted-server.ts';

/** One message in a folder of a scripted mailbox. */
export type Letter = { uid: number; subject: string; headers?: string };

export type ScriptedMailbox = {
  /** After login. */
  capabilities?: string;
  /** Names with their attributes; INBOX alone by default. */
  folders?: Record<string, string>;
  /** What a folder holds, given the test message's subject and how often this folder was opened. */
  holds?: (path: string, subject: string, times: number) => Letter[];
  /** Answers to commands by their names, in place of the script's own. */
  instead?: Record<string, Step>;
};

const RECEIVED = 'Received: from a by b; Mon, 1 Jan 2024 00:00:00 +0000\r\n';
const GREETING = '* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\r\n';

/** A message that came by way of a server. */
export const delivered = (uid: number, subject: string): Letter => ({
  uid,
  subject,
  headers: RECEIVED,
});

const fetched = ({ uid, subject, headers = '' }: Letter): string => {
  const literal = `${headers}\r\n`;
  const envelope = `ENVELOPE (NIL "${subject}" NIL NIL NIL NIL NIL NIL NIL NIL)`;
  const section = `BODY[HEADER.FIELDS (AUTHENTICATION-RESULTS RECEIVED RETURN-PATH)] {${literal.length}}`;
  return `* 1 FETCH (UID ${uid} ${envelope} ${section}\r\n${literal})\r\n`;
};

/** An IMAP server with a mailbox that knows which message is looked for. Its search gives all there is. */
export const mailboxScript = (
  { capabilities = 'IMAP4rev1', folders = { INBOX: '' }, holds, instead = {} }: ScriptedMailbox,
  subjectOf: () => string,
): Step[] => {
  const opened = new Map<string, number>();
  let path = '';
  const letters = () => holds?.(path, subjectOf(), opened.get(path) ?? 0) ?? [];
  const listed = (word: string) =>
    Object.entries(folders)
      .map(([name, attributes]) => `* ${word} (${attributes}) "/" "${name}"\r\n`)
      .join('');
  const open = (name: string): string => {
    path = name;
    opened.set(name, (opened.get(name) ?? 0) + 1);
    return '* 9 EXISTS\r\n* FLAGS (\\Deleted)\r\n* OK [UIDVALIDITY 1] so\r\n';
  };
  const answers: Record<string, (rest: string) => string> = {
    CAPABILITY: () => `* CAPABILITY ${capabilities}\r\n`,
    STATUS: () => '* STATUS INBOX (MESSAGES 0)\r\n',
    // The hierarchy is asked for by an empty name.
    LIST: (rest) => (rest.endsWith('""') ? '* LIST (\\Noselect) "/" ""\r\n' : listed('LIST')),
    LSUB: () => listed('LSUB'),
    EXAMINE: (name) => open(name.replaceAll('"', '')),
    SELECT: (name) => open(name.replaceAll('"', '')),
    'UID SEARCH': () =>
      `* SEARCH ${letters()
        .map(({ uid }) => uid)
        .join(' ')}\r\n`,
    'UID FETCH': (rest) =>
      letters()
        .filter(({ uid }) => rest.startsWith(`${uid} `))
        .map(fetched)
        .join(''),
    LOGOUT: () => '* BYE bye\r\n',
  };
  return [
    say(GREETING),
    async (conversation) => {
      for (;;) {
        const line = await conversation.line();
        const [, tag = '*', command = '', rest = ''] =
          /^(\S+) ((?:UID )?\S+) ?(.*)$/.exec(line) ?? [];
        conversation.tag = tag;
        const other = instead[command];
        if (other) await other(conversation);
        else conversation.socket.write(`${answers[command]?.(rest) ?? ''}${tag} OK done\r\n`);
      }
    },
  ];
};
