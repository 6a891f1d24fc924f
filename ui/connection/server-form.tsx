import { type Protocol, type Security } from '../../contract/mail-server.ts';
import { protocolDuties, protocolNames, securityNames } from '../messages.ts';
import { Checkbox } from '../parts/checkbox.tsx';
import { TextField } from '../parts/field.tsx';
import { Notice } from '../parts/notice.tsx';
import { PasswordField } from '../parts/password-field.tsx';
import { SegmentedField } from '../parts/segmented-field.tsx';
import type { ConnectionEditor } from './editor.ts';
import { isPasswordStored, sendsStoredElsewhere } from './form.ts';
import * as model from './model.ts';
import { Timeline } from './timeline.tsx';
import { TrustedLine } from './trusted-line.tsx';

const hostExamples: Record<Protocol, string> = {
  imap: 'imap.example.com',
  smtp: 'smtp.example.com',
};
const securityOptions = (['tls', 'starttls', 'none'] as const).map((value) => ({
  value,
  label: securityNames[value],
}));
const unprotected = 'The password and all mail cross the network unencrypted.';

const placeholders = {
  stored: 'Stored – leave empty to keep it',
  gone: 'Enter the password again',
  none: '',
};

type Props = { protocol: Protocol; editor: ConnectionEditor };

const SignInFields = ({ protocol, editor }: Props) => {
  const { form, stored, errors } = editor.state.value;
  const server = form[protocol];
  const type = (field: 'username' | 'password') => (text: string) =>
    editor.change((state) => model.typeInto(state, protocol, field, text));
  const isStored = isPasswordStored(protocol, stored);
  // Servers that are known without a password had one: it was destroyed, or can't be read.
  const hadOne = editor.state.value.pristine[protocol].host !== '';
  return (
    <>
      <TextField
        label="Username"
        name={`${protocol}.username`}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        value={server.username}
        error={errors[`${protocol}.username`]}
        onText={type('username')}
      />
      <PasswordField
        label="Password"
        name={`${protocol}.password`}
        required={!isStored}
        placeholder={placeholders[isStored ? 'stored' : hadOne ? 'gone' : 'none']}
        value={server.password}
        error={errors[`${protocol}.password`]}
        onText={type('password')}
      />
    </>
  );
};

/** One server: where it is, how it is protected, how to sign in, and what the last test found there. */
export const ServerForm = ({ protocol, editor }: Props) => {
  const { form, stored, errors } = editor.state.value;
  const server = form[protocol];
  const type = (field: 'host' | 'port') => (text: string) =>
    editor.change((state) => model.typeInto(state, protocol, field, text));
  const shares = protocol === 'smtp' && form.smtp.sameCredentials;
  return (
    <fieldset class="card server" disabled={model.isBusy(editor.state.value)}>
      <legend class="server-legend">{protocolNames[protocol]}</legend>
      <p class="server-duty" aria-hidden="true">
        {protocolDuties[protocol]}
      </p>
      <div class="host-and-port">
        <TextField
          label="Host"
          name={`${protocol}.host`}
          inputMode="url"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          placeholder={hostExamples[protocol]}
          value={server.host}
          error={errors[`${protocol}.host`]}
          onText={type('host')}
        />
        <TextField
          label="Port"
          name={`${protocol}.port`}
          inputMode="numeric"
          autocomplete="off"
          value={server.port}
          error={errors[`${protocol}.port`]}
          onText={type('port')}
        />
      </div>
      <SegmentedField<Security>
        label="Security"
        name={`${protocol}.security`}
        value={server.security}
        options={securityOptions}
        hint={server.security === 'none' && <Notice tone="warn">{unprotected}</Notice>}
        error={errors[`${protocol}.security`]}
        onChoose={(security) =>
          editor.change((state) => model.chooseSecurity(state, protocol, security))
        }
      />
      {server.trustedCertificate && (
        <TrustedLine
          protocol={protocol}
          trusted={server.trustedCertificate}
          onForget={() => editor.change((state) => model.trust(state, [protocol], null))}
        />
      )}
      {protocol === 'smtp' && (
        <Checkbox
          label="Same username and password as IMAP"
          name="smtp.sameCredentials"
          checked={form.smtp.sameCredentials}
          onToggle={(same) => editor.change((state) => model.shareCredentials(state, same))}
        />
      )}
      {!shares && <SignInFields protocol={protocol} editor={editor} />}
      {sendsStoredElsewhere(protocol, form, stored) && (
        <Notice tone="warn">
          The stored password will be sent to {server.host.trim()}. Type a new one if that is not
          meant.
        </Notice>
      )}
      <Timeline protocol={protocol} editor={editor} />
    </fieldset>
  );
};
