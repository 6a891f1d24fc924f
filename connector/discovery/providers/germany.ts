import { overTls, type Provider, submittingOverStarttls, under } from './provider.ts';

const POSTEO = `de at be ca ch cl co co.uk com com.br cr cz dk ee es eu fi fr gl gr hn hr hu ie in is
  it jp la li lt lu me mx my net nl no nz org pe pl pm pt ro se sg si tn uk us`;

/** Providers of Germany, Austria and Switzerland. */
export const GERMANY: readonly Provider[] = [
  {
    provider: 'GMX',
    domains: [...under('gmx', 'net de at ch eu biz org info'), 'mein.gmx', 'mail.gmx', 'email.gmx'],
    exchangers: ['gmx.net'],
    servers: overTls('imap.gmx.net', 'mail.gmx.net'),
    notes: [
      { code: 'imap-off-by-default', url: 'https://hilfe.gmx.net/pop-imap/einschalten.html' },
    ],
  },
  {
    provider: 'GMX',
    domains: under(
      'gmx',
      'com tm us co.uk es fr ca cn co.in com.br com.my hk ie ph pt ru se sg tw com.tr it li',
    ),
    servers: overTls('imap.gmx.com', 'mail.gmx.com'),
    notes: [{ code: 'imap-off-by-default', url: 'https://support.gmx.com/pop-imap/toggle.html' }],
  },
  {
    provider: 'WEB.DE',
    domains: ['web.de', 'email.de'],
    exchangers: ['web.de'],
    servers: overTls('imap.web.de', 'smtp.web.de', 'local-part'),
    notes: [{ code: 'imap-off-by-default', url: 'https://hilfe.web.de/pop-imap/einschalten.html' }],
  },
  {
    provider: 'T-Online',
    domains: ['t-online.de', 'magenta.de'],
    servers: overTls('secureimap.t-online.de', 'securesmtp.t-online.de'),
    notes: [
      {
        code: 'app-password',
        url: 'https://www.telekom.de/hilfe/apps-dienste/e-mail/programme/passwort-verwalten',
      },
    ],
  },
  {
    provider: 'freenet Mail',
    domains: ['freenet.de'],
    servers: overTls('mx.freenet.de', 'mx.freenet.de'),
    notes: [
      {
        code: 'imap-off-by-default',
        url: 'https://kundenservice.freenet.de/faq/e-mail-client-mail/pop3-imap-und-smtp-aktivieren/',
      },
    ],
  },
  {
    provider: 'mailbox.org',
    domains: ['mailbox.org', 'secure.mailbox.org'],
    exchangers: ['mailbox.org'],
    servers: overTls('imap.mailbox.org', 'smtp.mailbox.org'),
  },
  {
    provider: 'Posteo',
    domains: under('posteo', POSTEO.split(/\s+/).join(' ')),
    servers: overTls('posteo.de', 'posteo.de'),
  },
  {
    provider: 'mail.de',
    domains: ['mail.de'],
    servers: overTls('imap.mail.de', 'smtp.mail.de'),
  },
  {
    provider: 'Arcor',
    domains: ['arcor.de'],
    servers: overTls('imap.arcor.de', 'mail.arcor.de'),
  },
  {
    provider: 'Vodafone',
    domains: ['vodafone.de', 'vodafonemail.de'],
    servers: submittingOverStarttls('imap.vodafonemail.de', 'smtp.vodafonemail.de'),
  },
  {
    provider: 'Bluewin',
    domains: ['bluewin.ch'],
    servers: overTls('imaps.bluewin.ch', 'smtpauths.bluewin.ch'),
  },
  {
    provider: 'Magenta',
    domains: ['chello.at'],
    servers: overTls('mail.mymagenta.at', 'mail.mymagenta.at'),
  },
];
