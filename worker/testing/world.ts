import { env, exports } from 'cloudflare:workers';
import { hashPassword } from 'better-auth/crypto';
import { drizzle } from 'drizzle-orm/d1';
import { expect } from 'vitest';
import { type Role, roles } from '../../contract/role.ts';
import {
  accounts,
  entitlements,
  members,
  organizations,
  sessions,
  users,
} from '../domains/tenants/tables.ts';

export const ORIGIN = 'https://letterbox.test';
export const PASSWORD = 'correct horse battery staple';
const FOUNDED = new Date('2026-01-02T03:04:05Z');

export const db = drizzle(env.DB);

let hash: Promise<string> | undefined;

const hashed = (): Promise<string> => {
  hash ??= hashPassword(PASSWORD);
  return hash;
};

const personRows = (email: string, password: string) => {
  const stamps = { createdAt: FOUNDED, updatedAt: FOUNDED };
  const name = email.split('@')[0] ?? email;
  return [
    db.insert(users).values({ id: email, name, email, emailVerified: true, ...stamps }),
    db.insert(accounts).values({
      id: email,
      accountId: email,
      userId: email,
      providerId: 'credential',
      password,
      ...stamps,
    }),
  ] as const;
};

/** A person who can sign in and belongs to nothing. */
export const makePerson = async (email: string): Promise<void> => {
  await db.batch(personRows(email, await hashed()));
};

const memberRow = (tenant: string, email: string, role: Role) =>
  db.insert(members).values({
    id: `${tenant}:${email}`,
    organizationId: tenant,
    userId: email,
    role,
    createdAt: FOUNDED,
  });

export const makeMember = async (tenant: string, email: string, role: Role): Promise<void> => {
  await memberRow(tenant, email, role);
};

/** A tenant whose id is its slug, with one person of each role: `owner@<slug>.test` and so on. */
export const makeTenant = async (slug: string, { inboxLimit = 10 } = {}): Promise<void> => {
  const password = await hashed();
  await db.batch([
    db.insert(organizations).values({ id: slug, slug, name: slug, createdAt: FOUNDED }),
    db.insert(entitlements).values({ tenant: slug, inboxLimit }),
    ...roles.flatMap((role) => {
      const email = `${role}@${slug}.test`;
      return [...personRows(email, password), memberRow(slug, email, role)];
    }),
  ]);
};

type Send = { body?: unknown; headers?: Record<string, string> };

/** An answer as a test reads it. */
export type Answer = { status: number; body: unknown; headers: Headers; text: string };

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

export type Fetch = (request: Request) => Promise<Response>;

const throughTheWorker: Fetch = async (request) => exports.default.fetch(request);

/** A browser at our origin: sends its cookies and keeps those it is given. */
export const browser = (fetch: Fetch = throughTheWorker) => {
  const cookies = new Map<string, string>();

  const send = async (method: string, path: string, { body, headers }: Send = {}) => {
    const request = new Request(`${ORIGIN}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        origin: ORIGIN,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(cookies.size === 0
          ? {}
          : { cookie: [...cookies].map((one) => one.join('=')).join('; ') }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const response = await fetch(request);
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = cookie.split(';')[0]?.split(/=(.*)/) ?? [];
      if (/max-age=0/i.test(cookie)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const text = await response.text();
    return { status: response.status, body: parse(text), headers: response.headers, text };
  };

  return {
    cookies,
    send,
    get: (path: string, options?: Send) => send('GET', path, options),
    post: (path: string, body: unknown, headers?: Record<string, string>) =>
      send('POST', path, { body, ...(headers ? { headers } : {}) }),
    patch: (path: string, body: unknown, headers?: Record<string, string>) =>
      send('PATCH', path, { body, ...(headers ? { headers } : {}) }),
    put: (path: string, body: unknown, headers?: Record<string, string>) =>
      send('PUT', path, { body, ...(headers ? { headers } : {}) }),
    delete: (path: string, body?: unknown, headers?: Record<string, string>) =>
      send('DELETE', path, { body, ...(headers ? { headers } : {}) }),
  };
};

export type Browser = ReturnType<typeof browser>;

/** A browser in which a person has signed in with their password. */
export const signIn = async (email: string): Promise<Browser> => {
  const own = browser();
  const answer = await own.post('/api/auth/sign-in/email', { email, password: PASSWORD });
  expect(answer.status).toBe(200);
  return own;
};

const signature = async (text: string): Promise<string> => {
  const encoder = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const secret = encoder.encode(env.AUTH_SECRET);
  const key = await crypto.subtle.importKey('raw', secret, algorithm, false, ['sign']);
  const mac = await crypto.subtle.sign('HMAC', key, encoder.encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(mac)));
};

/** A browser with a person's session, made without the password: checking one takes 70 ms of CPU. */
export const signedIn = async (email: string, fetch?: Fetch): Promise<Browser> => {
  const token = crypto.randomUUID();
  const now = new Date();
  await db.insert(sessions).values({
    id: token,
    token,
    userId: email,
    createdAt: now,
    updatedAt: now,
    expiresAt: new Date(now.getTime() + 3_600_000),
  });
  const own = browser(fetch);
  const value = encodeURIComponent(`${token}.${await signature(token)}`);
  own.cookies.set('__Secure-letterbox.session_token', value);
  return own;
};

export const IMAP_INBOX = {
  name: 'Support',
  emailAddress: 'support@acme.test',
  connectionType: 'imap',
};
