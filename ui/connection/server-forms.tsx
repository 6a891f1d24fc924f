import type { ConnectionEditor } from './editor.ts';
import { ServerForm } from './server-form.tsx';

type Props = { editor: ConnectionEditor };

/** Both servers, side by side where there is room. */
export const ServerForms = (props: Props) => (
  <div class="servers">
    <ServerForm protocol="imap" {...props} />
    <ServerForm protocol="smtp" {...props} />
  </div>
);
