import { connectionTypes } from '../../contract/inbox.ts';
import { securities } from '../../contract/mail-server.ts';
import { type ConnectionForm, emptyForm, type ServerForm } from '../connection/form.ts';
import { readTrust } from '../connection/trusted-certificate.ts';
import { type Servers, serversIn } from '../mail-settings/servers.ts';
import type { SharedMailbox } from '../oauth/shared-mailbox.ts';
import { type Attempt, type Draft, emptyDraft, type Step, steps } from './model.ts';

export type Kept = {
  draft: Draft;
  step: Step;
  form: ConnectionForm;
  /** What the form was filled with; what differs from it somebody has typed. */
  offered: Servers;
  attempt: Attempt | null;
};

const keyOf = (org: string) => `letterbox:new-inbox:${org}`;

/** What outlives a reload: everything but passwords. */
export const serialize = ({ draft, step, form, offered, attempt }: Kept): string =>
  JSON.stringify({
    draft,
    step,
    attempt,
    offered,
    form: { imap: { ...form.imap, password: '' }, smtp: { ...form.smtp, password: '' } },
  });

const readAttempt = (value: Partial<Attempt> | null | undefined): Attempt | null =>
  typeof value?.creation === 'string' && typeof value.key === 'string'
    ? { creation: value.creation, key: value.key }
    : null;

const text = (value: unknown, otherwise: string) => (typeof value === 'string' ? value : otherwise);

const server = (value: Partial<ServerForm> | undefined, otherwise: ServerForm): ServerForm => ({
  host: text(value?.host, ''),
  port: text(value?.port, otherwise.port),
  security: securities.find((security) => security === value?.security) ?? otherwise.security,
  username: text(value?.username, otherwise.username),
  password: '',
  trustedCertificate: readTrust(value?.trustedCertificate),
});

const readForm = (
  value: Partial<ConnectionForm> | null | undefined,
  empty: ConnectionForm,
): ConnectionForm => ({
  imap: server(value?.imap, empty.imap),
  smtp: {
    ...server(value?.smtp, empty.smtp),
    sameCredentials: value?.smtp?.sameCredentials !== false,
  },
});

const shared = (value: Partial<SharedMailbox> | null | undefined): SharedMailbox => ({
  isShared: value?.isShared === true,
  address: text(value?.address, ''),
});

const readType = (value: unknown) =>
  connectionTypes.find((type) => type === value) ?? emptyDraft.connectionType;

/** Reads it back; whatever an older release or another hand has written there can't break the screen. */
export const deserialize = (stored: string | null): Kept | null => {
  try {
    const { draft, step, form, offered, attempt } = JSON.parse(stored ?? 'null') as Partial<Kept>;
    const empty = emptyForm(text(draft?.emailAddress, ''));
    const connectionType = readType(draft?.connectionType);
    return {
      draft: {
        emailAddress: text(draft?.emailAddress, ''),
        name: text(draft?.name, ''),
        displayName: text(draft?.displayName, emptyDraft.displayName),
        connectionType,
        // An older release kept no way but a chosen one.
        isWayChosen: draft?.isWayChosen ?? connectionType !== emptyDraft.connectionType,
        shared: shared(draft?.shared),
      },
      step: (draft?.emailAddress && steps.find((known) => known === step)) || 'address',
      attempt: readAttempt(attempt),
      form: readForm(form, empty),
      offered: serversIn(readForm(offered as Partial<ConnectionForm> | undefined, empty)),
    };
  } catch {
    return null;
  }
};

// Storage may be switched off: the wizard then works without it.
const attempt = <T>(action: () => T): T | null => {
  try {
    return action();
  } catch {
    return null;
  }
};

export const keepDraft = (org: string, kept: Kept) =>
  attempt(() => sessionStorage.setItem(keyOf(org), serialize(kept)));

export const readDraft = (org: string): Kept | null =>
  deserialize(attempt(() => sessionStorage.getItem(keyOf(org))));

export const dropDraft = (org: string) => attempt(() => sessionStorage.removeItem(keyOf(org)));
