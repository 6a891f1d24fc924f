import type { Context } from 'hono';
import { html } from 'hono/html';
import { type Account, addressOf, isCalled } from './accounts.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import { page } from './page.ts';

export type Permission = { scope: string; words: string; canBeRefused: boolean };

type Consent = {
  label: string;
  appName: string;
  accounts: readonly Account[];
  permissions: readonly Permission[];
  request: Pick<AuthorizationRequest, 'loginHint' | 'redirectUri'>;
  /** Instead of the one that a person is asked for their own account by. */
  title?: string;
};

const nameOf = (account: Account) =>
  'displayName' in account ? account.displayName : account.name;

const choiceOf = (account: Account, isPreselected: boolean) =>
  html`<label class="choice">
    <input type="radio" name="account" value="${account.id}" required ${isPreselected ? 'checked' : ''} />
    <span><bdi>${addressOf(account)}</bdi><small><bdi>${nameOf(account)}</bdi></small></span>
  </label>`;

const permissionOf = ({ scope, words, canBeRefused }: Permission) =>
  canBeRefused
    ? html`<label class="choice">
        <input type="checkbox" name="scope" value="${scope}" checked />
        <span>${words}<small>${scope}</small></span>
      </label>`
    : html`<li>${words}<small>${scope}</small></li>`;

/** Which account, which permissions, yes or no. The form posts to the very address it is shown at. */
export const consentPage = (c: Context, consent: Consent) => {
  const { label, appName, accounts, permissions, request } = consent;
  const { title = `${appName} wants to access your account` } = consent;
  const { loginHint } = request;
  const hinted = loginHint && accounts.find((account) => isCalled(account, loginHint));
  const preselected = hinted || accounts[0];
  const fixed = permissions.filter(({ canBeRefused }) => !canBeRefused);
  const refusable = permissions.filter(({ canBeRefused }) => canBeRefused);
  const content = html`
    <form method="post">
      ${
        loginHint && !hinted
          ? html`<p role="status">
            <bdi>${loginHint}</bdi> is no account here. Choose one of these instead.
          </p>`
          : ''
      }
      <fieldset>
        <legend>Choose an account</legend>
        ${accounts.map((account) => choiceOf(account, account === preselected))}
      </fieldset>
      ${
        fixed.length > 0
          ? html`<h2><bdi>${appName}</bdi> will be able to</h2>
            <ul>
              ${fixed.map(permissionOf)}
            </ul>`
          : ''
      }
      ${
        refusable.length > 0
          ? html`<fieldset>
            <legend>Select what <bdi>${appName}</bdi> can access</legend>
            ${refusable.map(permissionOf)}
          </fieldset>`
          : ''
      }
      <p class="actions">
        <button class="main" name="decision" value="continue">Continue</button>
        <button name="decision" value="cancel" formnovalidate>Cancel</button>
      </p>
    </form>
  `;
  return page(c, {
    title,
    label,
    content,
    formTarget: request.redirectUri,
  });
};
