import { effect, signal, untracked } from '@preact/signals';
import type { ConnectionType, Inbox, InboxCreation } from '../../contract/inbox.ts';
import type { ConnectionInput } from '../../contract/mail-server.ts';
import type { ReturnTarget } from '../../contract/oauth.ts';
import { beginOAuth, connectInbox, createInbox } from '../api.ts';
import { connectionEditor } from '../connection/editor.ts';
import { emptyForm, nothingStored } from '../connection/form.ts';
import { handOver } from '../connection/handover.ts';
import * as connection from '../connection/model.ts';
import type { Parsed } from '../forms/parse.ts';
import { offer } from '../mail-settings/fill.ts';
import { settingsFinder } from '../mail-settings/finder.ts';
import { foundFor } from '../mail-settings/search.ts';
import { noServers, type Servers, serversOf } from '../mail-settings/servers.ts';
import { keepAsked } from '../oauth/asked-mailbox.ts';
import { codeOf } from '../problem-error.ts';
import { dropDraft, keepDraft, readDraft } from './draft.ts';
import * as model from './model.ts';

export type NewInbox = ReturnType<typeof newInbox>;

/** The new inbox, and what has become of its connection: with `signing-in` the browser is to leave. */
export type Made = { id: string } & (
  | { outcome: 'connected' | 'untested' | 'refused' | 'unconnected' }
  | { outcome: 'signing-in'; authorizationUrl: string }
  | { outcome: 'not-begun'; error: unknown }
);

/**
 * Adds an inbox to a workspace: keeps the draft, tests the servers, makes the inbox, connects it or
 * begins the sign-in that comes back to `returnTo`.
 */
export const newInbox = (org: string, returnTo: ReturnTarget) => {
  const kept = readDraft(org);
  const state = signal(model.begin(kept?.draft, kept?.step));
  const attempt = signal(kept?.attempt ?? null);
  const editor = connectionEditor(
    org,
    () => ({ emailAddress: state.peek().draft.emailAddress }),
    kept?.form ?? emptyForm(''),
    nothingStored,
  );
  const finder = settingsFinder(org);
  // The address that the last questions are about.
  const given = signal(kept && kept.step !== 'address' ? kept.draft.emailAddress : '');
  const offered = signal(kept?.offered ?? noServers(''));
  const propose = (servers: Servers) => {
    const made = offer(editor.state.peek(), offered.peek(), servers);
    editor.change(() => made.editor);
    offered.value = made.offered;
  };
  const stopProposing = effect(() => {
    const found = foundFor(finder.state.value, given.value);
    if (found === null) return;
    const [best] = found.candidates;
    untracked(() => propose(best ? serversOf(best) : noServers(given.peek())));
  });
  if (kept) finder.follow(kept.draft.emailAddress);
  const stopKeeping = effect(() => {
    const { draft, step, kind } = state.value;
    const { form } = editor.state.value;
    if (kind === 'created') dropDraft(org);
    else if (model.isDirty(state.value, form)) {
      keepDraft(org, { draft, step, form, offered: offered.value, attempt: attempt.value });
    }
  });
  const change = (next: (wizard: model.Wizard) => model.Wizard) => {
    state.value = next(state.peek());
  };

  const connect = async (inbox: Inbox, input: ConnectionInput, verify: boolean): Promise<Made> => {
    const { id } = inbox;
    try {
      await connectInbox(org, inbox, input, { verify });
      return { id, outcome: verify ? 'connected' : 'untested' };
    } catch (error) {
      handOver(id, { form: editor.state.peek().form, error });
      return { id, outcome: 'refused' };
    }
  };

  const beginSignIn = async ({ id }: Inbox, sharedMailbox: string | undefined): Promise<Made> => {
    const { connectionType, shared } = state.peek().draft;
    // A sign-in that fails is begun again for the same mailbox.
    if (connectionType === 'microsoft') keepAsked(org, id, shared);
    try {
      const start = { returnTo, ...(sharedMailbox !== undefined && { sharedMailbox }) };
      const { authorizationUrl } = await beginOAuth(org, id, start);
      return { id, outcome: 'signing-in', authorizationUrl };
    } catch (error) {
      return { id, outcome: 'not-begun', error };
    }
  };

  const valid = <T>(parse: (wizard: model.Wizard) => Parsed<T>): T | null => {
    const parsed = parse(state.peek());
    if (parsed.ok) return parsed.value;
    change((wizard) => model.reject(wizard, parsed.errors));
    return null;
  };

  const create = async (creation: InboxCreation): Promise<Inbox> => {
    attempt.value = model.attemptAt(creation, attempt.peek(), () => crypto.randomUUID());
    return createInbox(org, creation, attempt.value.key);
  };

  /** Makes the inbox, and then what `goOn` makes of it. Whatever was typed stays when it is refused. */
  const make = async (goOn: (inbox: Inbox) => Promise<Made> | Made): Promise<Made | null> => {
    const creation = valid(model.parseCreation);
    if (!creation) return null;
    change(model.startMaking);
    editor.change(connection.startSaving);
    try {
      const made = await goOn(await create(creation));
      change(model.finishMaking);
      return made;
    } catch (error) {
      editor.change(connection.backToEditing);
      change((wizard) => model.refuse(wizard, error, codeOf(error) === 'address-taken'));
      return null;
    }
  };

  const giveAddress = () => {
    change(model.giveAddress);
    const { step, draft } = state.peek();
    if (step !== 'type') return;
    const { emailAddress } = draft;
    if (emailAddress !== given.peek()) {
      change(model.forgetWay);
      propose(noServers(emailAddress));
      given.value = emailAddress;
    }
    void finder.ensure(emailAddress);
  };

  return {
    state,
    editor,
    change,
    finder,
    giveAddress,
    /** What is being typed as the address, whose settings are looked for meanwhile. */
    typeAddress(text: string) {
      change((wizard) => model.type(wizard, 'emailAddress', text));
      finder.follow(text);
    },
    /** Goes on by the way that is chosen, or by this one. */
    takeWay(way?: ConnectionType) {
      change((wizard) => {
        const chosen = model.chooseWay(wizard, way ?? wizard.draft.connectionType);
        return model.ask(chosen, model.lastStepOf(chosen.draft));
      });
    },
    /** Takes out of the servers' forms what was filled in; what somebody has typed stays. */
    enterByHand: () => propose(noServers(given.peek())),
    /** To any of the questions; to a later one only with an address. */
    goTo(step: model.Step) {
      if (model.isMaking(state.peek())) return;
      const { step: now, draft } = state.peek();
      // An address that leads to a later question says nothing of one that was never begun.
      if (now === 'address' && step !== 'address' && draft.emailAddress !== '') giveAddress();
      if (state.peek().step !== 'address' || step === 'address') {
        change((wizard) => model.ask(wizard, step));
      }
    },
    /** Tests unless that has just been done; makes and connects the inbox only when it passes. */
    async save(): Promise<Made | null> {
      if (!valid(model.parseCreation)) {
        editor.untested();
        return null;
      }
      const input = await editor.tested();
      return input && make((inbox) => connect(inbox, input, true));
    },
    async saveUntested(): Promise<Made | null> {
      const input = editor.untested();
      return input && make((inbox) => connect(inbox, input, false));
    },
    /** Makes the inbox and begins the sign-in at its provider. */
    async signIn(): Promise<Made | null> {
      if (connection.isBusy(editor.state.peek())) return null;
      const signIn = valid(model.parseSignIn);
      return signIn && make((inbox) => beginSignIn(inbox, signIn.sharedMailbox));
    },
    /** Makes the inbox alone; whatever stands in the servers' forms does not matter. */
    async saveAlone(): Promise<Made | null> {
      if (connection.isBusy(editor.state.peek())) return null;
      return make(({ id }) => ({ id, outcome: 'unconnected' }));
    },
    isDirty: () => model.isDirty(state.peek(), editor.state.peek().form),
    discard: () => {
      stopKeeping();
      dropDraft(org);
    },
    dispose() {
      stopProposing();
      finder.dispose();
      stopKeeping();
      editor.dispose();
    },
  };
};
