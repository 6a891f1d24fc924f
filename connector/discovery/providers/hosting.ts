import { overTls, type Provider } from './provider.ts';

/** IONOS has the same servers under the name of each of its countries. */
const ionos = (top: string, more: Partial<Provider> = {}): Provider => ({
  provider: 'IONOS',
  servers: overTls(`imap.ionos.${top}`, `smtp.ionos.${top}`),
  ...more,
  exchangers: [`mx00.ionos.${top}`, `mx01.ionos.${top}`, ...(more.exchangers ?? [])],
});

/** Those who run the mail of their customers' own domains: known by their MX hosts. */
export const HOSTING: readonly Provider[] = [
  ionos('de', {
    domains: ['online.de', 'onlinehome.de'],
    exchangers: ['mx00.kundenserver.de', 'mx01.kundenserver.de'],
  }),
  ionos('com', { exchangers: ['mx00.1and1.com', 'mx01.1and1.com'] }),
  ionos('co.uk'),
  ionos('fr'),
  ionos('es'),
  {
    provider: 'Strato',
    domains: ['strato.de'],
    exchangers: ['rzone.de'],
    servers: overTls('imap.strato.de', 'smtp.strato.de'),
  },
  {
    provider: 'OVHcloud',
    exchangers: ['mail.ovh.net'],
    servers: overTls('ssl0.ovh.net', 'ssl0.ovh.net'),
  },
  {
    provider: 'Gandi',
    exchangers: ['mail.gandi.net'],
    servers: overTls('mail.gandi.net', 'mail.gandi.net'),
  },
  {
    provider: 'Infomaniak',
    domains: ['ik.me'],
    exchangers: ['mta-gw.infomaniak.ch'],
    servers: overTls('mail.infomaniak.com', 'mail.infomaniak.com'),
  },
  {
    provider: 'Aruba',
    domains: ['aruba.it'],
    exchangers: ['mx.aruba.it'],
    servers: overTls('imaps.aruba.it', 'smtps.aruba.it'),
  },
  {
    provider: 'Hostinger',
    exchangers: ['mx1.hostinger.com', 'mx2.hostinger.com'],
    servers: overTls('imap.hostinger.com', 'smtp.hostinger.com'),
  },
  {
    provider: 'Namecheap Private Email',
    exchangers: ['mx1.privateemail.com', 'mx2.privateemail.com'],
    servers: overTls('mail.privateemail.com', 'mail.privateemail.com'),
  },
  {
    provider: 'GoDaddy Workspace Email',
    exchangers: ['smtp.secureserver.net', 'mailstore1.secureserver.net'],
    servers: overTls('imap.secureserver.net', 'smtpout.secureserver.net'),
  },
  {
    provider: 'Rackspace Email',
    exchangers: ['emailsrvr.com'],
    servers: overTls('secure.emailsrvr.com', 'secure.emailsrvr.com'),
  },
  {
    provider: 'one.com',
    domains: ['one.com'],
    exchangers: ['one.com'],
    servers: overTls('imap.one.com', 'send.one.com'),
  },
  {
    provider: 'Migadu',
    domains: ['migadu.com'],
    exchangers: ['aspmx1.migadu.com', 'aspmx2.migadu.com'],
    servers: overTls('imap.migadu.com', 'smtp.migadu.com'),
  },
  {
    provider: 'Purelymail',
    domains: ['purelymail.com', 'cheapermail.com', 'placeq.com', 'rethinkmail.com'],
    exchangers: ['mailserver.purelymail.com'],
    servers: overTls('imap.purelymail.com', 'smtp.purelymail.com'),
  },
];
