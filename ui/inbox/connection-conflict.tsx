import type { Security } from '../../contract/mail-server.ts';
import { sidesOf } from '../connection/meeting.ts';
import type { Editor } from '../connection/model.ts';
import type { Settings } from '../connection/settings.ts';
import { trustWords } from '../connection/trust-words.ts';
import { trustFromText } from '../connection/trusted-certificate.ts';
import { securityNames } from '../messages.ts';
import { Conflict, Quoted } from './conflict.tsx';

const labels: Record<keyof Settings, string> = {
  'imap.host': 'IMAP host',
  'imap.port': 'IMAP port',
  'imap.security': 'IMAP security',
  'imap.username': 'IMAP username',
  'imap.trustedCertificate': 'Certificate trusted at the IMAP server',
  'smtp.host': 'SMTP host',
  'smtp.port': 'SMTP port',
  'smtp.security': 'SMTP security',
  'smtp.sameCredentials': 'Same username and password as IMAP',
  'smtp.username': 'SMTP username',
  'smtp.trustedCertificate': 'Certificate trusted at the SMTP server',
};

const isSecurity = (field: keyof Settings) => field.endsWith('.security');

const trusted = (text: string) => {
  const certificate = trustFromText(text);
  return certificate === null ? 'none' : trustWords(certificate);
};

type Props = {
  editor: Extract<Editor, { kind: 'conflict' }>;
  onTheirs: () => void;
  onMine: () => void;
};

/** The servers that are stored now beside what was typed here; passwords are on neither side. */
export const ConnectionConflict = ({ editor, onTheirs, onMine }: Props) => (
  <Conflict<Settings>
    draft={{ ...sidesOf(editor, editor.theirs), by: editor.by }}
    labels={labels}
    unseen="Passwords are never shown; theirs may be new."
    show={(field, value) => {
      if (typeof value === 'boolean') return value ? 'Yes' : 'No';
      if (field.endsWith('.trustedCertificate')) return trusted(value);
      return isSecurity(field) ? securityNames[value as Security] : <Quoted text={value} />;
    }}
    onTheirs={onTheirs}
    onMine={onMine}
  />
);
