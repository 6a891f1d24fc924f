import type { Context } from 'hono';
import { html } from 'hono/html';
import { type Account, addressOf } from './accounts.ts';
import { PROVIDERS } from './endpoints.ts';
import { ENDPOINTS, FAULTS_OF, type Fault } from './faults.ts';
import { page } from './page.ts';
import type { TenantConsent } from './tenant-consents.ts';
import type { World } from './world.ts';

const KINDS = [...new Set(Object.values(FAULTS_OF).flat())];

const select = (name: string, label: string, options: readonly string[]) =>
  html`<label class="choice"
    ><span>${label}</span>
    <select name="${name}">
      ${options.map((option) => html`<option>${option}</option>`)}
    </select></label
  >`;

const faultForm = html`<form method="post" action="/">
  ${select('provider', 'Provider', PROVIDERS)} ${select('endpoint', 'Endpoint', ENDPOINTS)}
  ${select('kind', 'Fault', KINDS)}
  <label class="choice"
    ><span>How often (empty: until cleared)</span>
    <input type="number" name="times" min="1"
  /></label>
  <button class="main">Switch on</button>
</form>`;

const faultRow = ({ provider, endpoint, kind, times }: Fault) =>
  html`<li>${provider} ${endpoint}: ${kind}${times ? `, ${times} more` : ''}</li>`;

const faultList = (faults: readonly Fault[]) =>
  faults.length === 0
    ? html`<p>None.</p>`
    : html`<ul>
          ${faults.map(faultRow)}
        </ul>
        <form method="post" action="/clear"><button>Clear all</button></form>`;

const accountRow = (account: Account) =>
  html`<tr>
    <td><bdi>${addressOf(account)}</bdi></td>
    <td>
      <form method="post" action="/accounts/${encodeURIComponent(account.id)}/revoke-grants">
        <button aria-label="Change password of ${addressOf(account)}">Change password</button>
      </form>
    </td>
  </tr>`;

const callRows = (counts: Record<string, number>) =>
  Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([endpoint, count]) => html`<li>${endpoint}: ${count}</li>`);

const consentRow = ({ tid, scopes }: TenantConsent) =>
  html`<li>Tenant ${tid}: ${scopes.join(' ')}</li>`;

const consentList = (consents: readonly TenantConsent[]) =>
  consents.length === 0
    ? html`<p>None.</p>`
    : html`<ul>
          ${consents.map(consentRow)}
        </ul>
        <form method="post" action="/admin-consents/clear"><button>Take back</button></form>`;

/** Faults, accounts and calls, for a person. */
export const showPanel = (c: Context, world: World, error?: string) => {
  const { google, microsoft } = world.settings.accounts;
  const calls = world.calls.read();
  const content = html`
    <p>Both providers run on this machine only. Nothing here reaches Google or Microsoft.</p>
    ${error ? html`<p role="alert">Not switched on: ${error}</p>` : ''}
    <h2>Let something go wrong</h2>
    ${faultForm}
    <h2>Faults switched on</h2>
    ${faultList(world.faults.list())}
    <h2>Accounts</h2>
    <p class="soft">A changed password ends every refresh token of the account.</p>
    <table>
      <thead>
        <tr><th scope="col">Account</th><th scope="col">Action</th></tr>
      </thead>
      <tbody>
        ${[...google, ...microsoft].map(accountRow)}
      </tbody>
    </table>
    <h2>What administrators have granted</h2>
    <p class="soft">Until taken back, or until the providers start anew.</p>
    ${consentList(world.tenantConsents.list())}
    ${PROVIDERS.map(
      (provider) =>
        html`<h2>Calls to ${provider}</h2>
          <ul>
            ${callRows(calls[provider])}
          </ul>`,
    )}
  `;
  return page(c, {
    title: 'Switchboard',
    label: 'Local Google and Microsoft (for development)',
    content,
    status: error ? 400 : 200,
  });
};
