import { test as base, type Cookie, expect, type Page } from '@playwright/test';
import type { Security } from '../contract/mail-server.ts';
import type { Role } from '../contract/role.ts';
import { type Mailbox, readStand } from './stand.ts';

const SECURITY: Record<Security, string> = { tls: 'TLS', starttls: 'STARTTLS', none: 'None' };

// Sign-ins are limited, and cost 70 ms of the stand's CPU each: a person's session serves many journeys.
const sessions = new Map<string, Cookie[]>();

const isSignedInAgain = async (page: Page, url: string, email: string): Promise<boolean> => {
  const known = sessions.get(url + email);
  if (known === undefined) return false;
  await page.context().addCookies(known);
  // Signed out by a journey meanwhile, where that is refused.
  return (await page.request.get(`${url}/api/me`)).ok();
};

/** The product as a person at a browser uses it. */
export const letterbox = async (page: Page, folder?: string) => {
  const stand = await readStand(folder);
  const group = (protocol: 'IMAP' | 'SMTP') =>
    page.getByRole('group', { name: protocol, exact: true });

  const passwordOf = (email: string): string =>
    [...stand.people, ...stand.others].find((person) => person.email === email)?.password ?? '';

  const signInAs = async (email: string) => {
    if (await isSignedInAgain(page, stand.url, email)) return;
    const answer = await page.request.post(`${stand.url}/api/auth/sign-in/email`, {
      data: { email, password: passwordOf(email) },
      headers: { origin: stand.url },
    });
    if (!answer.ok()) throw new Error(`${email}: ${await answer.text()}`);
    sessions.set(stand.url + email, await page.context().cookies());
  };

  const enterAs = async (email: string) => {
    await signInAs(email);
    await page.goto(`${stand.url}/`);
    await page.waitForURL((at) => at.pathname !== '/');
  };

  const fillServer = async (protocol: 'IMAP' | 'SMTP', server: Mailbox['imap'], login: boolean) => {
    const form = group(protocol);
    await form.getByLabel('Host').fill(server.host);
    await form.getByRole('radio', { name: SECURITY[server.security], exact: true }).check();
    await form.getByLabel('Port').fill(String(server.port));
    if (!login) return;
    await form.getByLabel('Username').fill(server.username);
    await form.getByLabel('Password', { exact: true }).fill(server.password);
  };

  return {
    stand,
    page,
    group,
    fillServer,
    /** Begins a session, and opens no page. */
    signIn: (role: Role = 'admin', org = 'acme') => signInAs(`${role}@${org}.test`),
    enterAs,
    /** Begins a session, and comes to the page that people come to. */
    enter: (role: Role = 'admin', org = 'acme') => enterAs(`${role}@${org}.test`),

    /** On the page for signing in. */
    signInByForm: async (email: string, password = passwordOf(email)) => {
      await page.getByLabel('Email address').fill(email);
      await page.getByLabel('Password', { exact: true }).fill(password);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    },

    goto: (path: string) => page.goto(`${stand.url}${path}`),

    /** From the list to the open forms, with the address given and IMAP chosen. */
    beginInbox: async (emailAddress: string) => {
      await page
        .getByRole('link', { name: /Add (an |your first )?inbox/ })
        .first()
        .click();
      await page.getByLabel('Email address').fill(emailAddress);
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByRole('button', { name: 'Continue' }).click();
    },

    fillServers: async ({ imap, smtp }: Mailbox) => {
      await fillServer('IMAP', imap, true);
      await fillServer('SMTP', smtp, false);
    },

    /** Asks the API as the person who is signed in, past the pages. */
    call: async <Body = unknown>(
      method: string,
      path: string,
      data?: unknown,
      headers?: Record<string, string>,
    ): Promise<Body> => {
      const answer = await page.request.fetch(`${stand.url}/api/orgs/${path}`, {
        method,
        data,
        headers: { origin: stand.url, ...headers },
      });
      if (!answer.ok()) throw new Error(`${method} ${path}: ${await answer.text()}`);
      return (answer.status() === 204 ? null : await answer.json()) as Body;
    },

    /** Chooses from the menu of an inbox. */
    choose: async (name: string, action: string) => {
      await page.getByRole('button', { name: `More: ${name}`, exact: true }).click();
      await page.getByRole('menuitem', { name: action }).click();
    },

    test: () => page.getByRole('button', { name: 'Test connection' }).click(),
    save: () => page.getByRole('button', { name: 'Save', exact: true }).click(),

    expectStages: async (protocol: 'IMAP' | 'SMTP', statuses: Record<string, string>) => {
      const list = page.getByRole('list', { name: `${protocol} stages` });
      for (const [stage, status] of Object.entries(statuses)) {
        await expect(list.locator(`[data-stage=${stage}]`)).toHaveAttribute('data-status', status);
      }
    },
  };
};

export type Letterbox = Awaited<ReturnType<typeof letterbox>>;

export const test = base.extend<{ app: Letterbox }>({
  app: async ({ page }, use) => use(await letterbox(page)),
});

export { expect };
