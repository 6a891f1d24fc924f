import type { TrustedCertificate } from '../../contract/certificate.ts';
import type { Failure, Fix, TestEvent, TestResult } from '../../contract/connection-test.ts';
import type { Protocol, Security } from '../../contract/mail-server.ts';
import { type Errors, errorsFromProblem, noErrors, without } from '../forms/errors.ts';
import type { ChangedBy } from '../inbox/draft.ts';
import { ProblemError } from '../problem-error.ts';
import type { Pause } from './countdown.ts';
import { type ConnectionForm, portFor, type ServerForm, type Stored } from './form.ts';
import { type Asked, passed, startRun, type TestRun, withEvent, withResult } from './test-run.ts';

type Common = {
  form: ConnectionForm;
  stored: Stored;
  errors: Errors;
  /** The last test's marks; `null` before the first and after one that was stopped. */
  run: TestRun | null;
  /** The values that the last test was about. */
  tested: string | null;
  /** The form as it was stored or first shown. */
  pristine: ConnectionForm;
};

export type Purpose = 'test' | 'save' | 'check';

/** A connection's form from the first key to the stored connection. */
export type Editor = Common &
  (
    | { kind: 'editing' }
    | { kind: 'testing'; purpose: Purpose; run: TestRun }
    | { kind: 'passed'; purpose: Purpose; run: TestRun }
    | { kind: 'failed'; purpose: Purpose; run: TestRun }
    | { kind: 'refused'; error: unknown }
    | { kind: 'conflict'; theirs: ConnectionForm; by: ChangedBy }
    | ({ kind: 'paused'; purpose: Purpose; until: number } & Pause)
    | { kind: 'stopped'; was: 'testing' | 'paused' }
    | { kind: 'interrupted' }
    | { kind: 'saving' }
    | { kind: 'saved' }
  );

export const openEditor = (form: ConnectionForm, stored: Stored): Editor => ({
  kind: 'editing',
  form,
  stored,
  errors: noErrors,
  run: null,
  tested: null,
  pristine: form,
});

/** What every state of it has. */
export const common = ({ form, stored, errors, run, tested, pristine }: Editor): Common => ({
  form,
  stored,
  errors,
  run,
  tested,
  pristine,
});

const placeOf = ({ host, port, security, trustedCertificate }: Omit<Asked, 'username'>) => [
  ...[host.trim(), port.trim(), security],
  trustedCertificate?.fingerprint ?? null,
];

/** Two forms with the same fingerprint would be tested and stored alike. */
export const fingerprint = ({ imap, smtp }: ConnectionForm): string => {
  const own = smtp.sameCredentials ? [] : [smtp.username, smtp.password];
  return JSON.stringify([
    [...placeOf(imap), imap.username, imap.password],
    [...placeOf(smtp), smtp.sameCredentials, ...own],
  ]);
};

export const isBusy = ({ kind }: Editor) =>
  kind === 'testing' || kind === 'paused' || kind === 'saving';
/** Busy with storing, which begins with the test before it. */
export const isStoring = (editor: Editor) =>
  editor.kind === 'saving' ||
  ((editor.kind === 'testing' || editor.kind === 'paused') && editor.purpose === 'save');
export const isDirty = ({ form, pristine }: Editor) => fingerprint(form) !== fingerprint(pristine);
export const isTested = ({ run, tested, form }: Editor) =>
  run !== null && passed(run) && tested === fingerprint(form);
/** The marks on the screen are about values that have changed since. */
export const isStale = ({ run, tested, form }: Editor) =>
  run !== null && tested !== fingerprint(form);

const edited = (editor: Editor, form: ConnectionForm, ...mended: string[]): Editor => {
  if (isBusy(editor)) return editor;
  const errors = without(editor.errors, ...mended);
  // The question whose version to keep stays until it is answered.
  if (editor.kind === 'conflict') return { ...editor, form, errors };
  return { ...common(editor), kind: 'editing', form, errors };
};

const hostOf = ({ host }: ServerForm) => host.trim().toLowerCase();

/** Trust is in one server's certificate: it does not go along to another host. */
const at = (server: ServerForm, before: ServerForm): ServerForm =>
  hostOf(server) === hostOf(before) ? server : { ...server, trustedCertificate: null };

/** Takes settings that were found for a server, with the credentials that are in the form. */
export const takePlace = (editor: Editor, protocol: Protocol, place: Fix): Editor => {
  const before = editor.form[protocol];
  const server = at({ ...before, ...place, port: String(place.port) }, before);
  const mended = ['host', 'port', 'security'].map((field) => `${protocol}.${field}`);
  return edited(editor, { ...editor.form, [protocol]: server }, ...mended);
};

/** Trusts a certificate at these servers, or none any more. */
export const trust = (
  editor: Editor,
  among: readonly Protocol[],
  trustedCertificate: TrustedCertificate | null,
): Editor => {
  const form = { ...editor.form };
  if (among.includes('imap')) form.imap = { ...form.imap, trustedCertificate };
  if (among.includes('smtp')) form.smtp = { ...form.smtp, trustedCertificate };
  return edited(editor, form, ...among.map((protocol) => `${protocol}.host`));
};

export const typeInto = (
  editor: Editor,
  protocol: Protocol,
  field: 'host' | 'port' | 'username' | 'password',
  value: string,
): Editor => {
  const before = editor.form[protocol];
  const server: ServerForm = at({ ...before, [field]: value }, before);
  return edited(editor, { ...editor.form, [protocol]: server }, `${protocol}.${field}`);
};

export const chooseSecurity = (editor: Editor, protocol: Protocol, security: Security): Editor => {
  const server = editor.form[protocol];
  const port = portFor(protocol, security, server.port);
  const form = { ...editor.form, [protocol]: { ...server, security, port } };
  return edited(editor, form, `${protocol}.security`, `${protocol}.port`);
};

export const shareCredentials = (editor: Editor, sameCredentials: boolean): Editor => {
  const { imap, smtp } = editor.form;
  const username = smtp.username === '' ? imap.username : smtp.username;
  const form = { imap, smtp: { ...smtp, username, sameCredentials } };
  return edited(editor, form, 'smtp.username', 'smtp.password');
};

export const rejectInput = (editor: Editor, errors: Errors): Editor => ({
  ...common(editor),
  kind: 'editing',
  errors,
});

/** A check is about what is stored, a test about what is in the form. */
export const startTest = (editor: Editor, purpose: Purpose, at: number): Editor => {
  const subject = purpose === 'check' ? editor.pristine : editor.form;
  return {
    ...common(editor),
    kind: 'testing',
    purpose,
    errors: noErrors,
    run: startRun(subject, at),
    tested: fingerprint(subject),
  };
};

/** The field that a failure concerns; SMTP's are IMAP's where it signs in the same way. */
export const failedField = (form: ConnectionForm, protocol: Protocol, failure: Failure) => {
  if (failure.field === undefined) return undefined;
  const shared =
    protocol === 'smtp' &&
    form.smtp.sameCredentials &&
    (failure.field === 'username' || failure.field === 'password');
  return `${shared ? 'imap' : protocol}.${failure.field}`;
};

const failureErrors = (form: ConnectionForm, run: TestRun): Errors => {
  const errors: Record<string, string> = {};
  for (const protocol of ['imap', 'smtp'] as const) {
    const { failure } = run[protocol];
    const field = failure && failedField(form, protocol, failure);
    if (failure && field) errors[field] ??= failure.message;
  }
  return errors;
};

const judge = (editor: Editor, run: TestRun, purpose: Purpose): Editor =>
  passed(run)
    ? { ...common(editor), kind: 'passed', purpose, run, errors: noErrors }
    : { ...common(editor), kind: 'failed', purpose, run, errors: failureErrors(editor.form, run) };

export const hear = (editor: Editor, event: TestEvent, at: number): Editor => {
  if (editor.kind !== 'testing') return editor;
  const run = withEvent(editor.run, event, at);
  return event.type === 'result' ? judge(editor, run, editor.purpose) : { ...editor, run };
};

export const stop = (editor: Editor): Editor => {
  if (editor.kind === 'paused') return { ...common(editor), kind: 'stopped', was: 'paused' };
  if (editor.kind !== 'testing') return editor;
  return { ...common(editor), kind: 'stopped', was: 'testing', run: null, tested: null };
};

/**
 * The next sign-in has to wait, lest the account be locked. What was known `before` is still to be seen;
 * `seconds` is how long it was when that was said, `until` when it is over.
 */
export const pause = (
  editor: Editor,
  before: Editor,
  wait: { purpose: Purpose; until: number } & Pause,
): Editor => {
  const { run, tested, errors } = before;
  return { ...common(editor), kind: 'paused', ...wait, run, tested, errors };
};

/** The stream ended before the result: nothing is known. */
export const interrupt = (editor: Editor): Editor =>
  editor.kind === 'testing'
    ? { ...common(editor), kind: 'interrupted', run: null, tested: null }
    : editor;

export const startSaving = (editor: Editor): Editor => ({
  ...common(editor),
  kind: 'saving',
  errors: noErrors,
});

/** Saving came to nothing, for a reason that is shown elsewhere. */
export const backToEditing = (editor: Editor): Editor => ({ ...common(editor), kind: 'editing' });

/** A refusal by the server: a failed test with its result, fields it names, or a plain problem. */
export const refuse = (editor: Editor, error: unknown, at: number): Editor => {
  const result: TestResult | undefined =
    error instanceof ProblemError ? error.problem.result : undefined;
  if (result) {
    const shown = withResult(startRun(editor.form, at), result);
    return judge({ ...editor, tested: fingerprint(editor.form) }, shown, 'save');
  }
  const run = editor.kind === 'testing' ? null : editor.run;
  return { ...common(editor), run, kind: 'refused', error, errors: errorsFromProblem(error) };
};

/** The connection is stored; passwords leave the form, and the marks of its test stay true. */
export const saved = (editor: Editor, form: ConnectionForm, stored: Stored): Editor => {
  const run = isTested(editor) ? editor.run : null;
  return { ...openEditor(form, stored), kind: 'saved', run, tested: run && fingerprint(form) };
};
