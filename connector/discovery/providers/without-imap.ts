import type { Provider } from './provider.ts';

/** Providers that offer no IMAP, or only through a program of theirs on the reader's own computer. */
export const WITHOUT_IMAP: readonly Provider[] = [
  {
    provider: 'Proton Mail',
    domains: ['proton.me', 'protonmail.com', 'protonmail.ch', 'pm.me'],
    exchangers: ['mail.protonmail.ch', 'mailsec.protonmail.ch'],
    noImap: true,
    notes: [{ code: 'no-imap', url: 'https://proton.me/support/imap-smtp-and-pop3-setup' }],
  },
  {
    provider: 'Tuta',
    domains: ['tuta.com', 'tuta.io', 'tutanota.com', 'tutanota.de', 'tutamail.com', 'keemail.me'],
    exchangers: ['mail.tutanota.de'],
    noImap: true,
    notes: [{ code: 'no-imap', url: 'https://tuta.com/support' }],
  },
  {
    provider: 'HEY',
    domains: ['hey.com'],
    exchangers: ['app.hey.com'],
    noImap: true,
    notes: [{ code: 'no-imap' }],
  },
  { provider: 'I.UA', domains: ['i.ua'], noImap: true, notes: [{ code: 'no-imap' }] },
];
