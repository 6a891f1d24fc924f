import { overTls, type Provider, submittingOverStarttls, words } from './provider.ts';

/** Providers of the rest of Europe. */
export const EUROPE: readonly Provider[] = [
  {
    provider: 'Orange',
    domains: ['orange.fr', 'wanadoo.fr'],
    servers: overTls('imap.orange.fr', 'smtp.orange.fr'),
  },
  {
    provider: 'Free',
    domains: ['free.fr'],
    servers: overTls('imap.free.fr', 'smtp.free.fr', 'local-part'),
  },
  {
    provider: 'SFR',
    domains: ['sfr.fr', 'neuf.fr'],
    servers: overTls('imap.sfr.fr', 'smtp.sfr.fr'),
  },
  {
    provider: 'La Poste',
    domains: ['laposte.net'],
    servers: overTls('imap.laposte.net', 'smtp.laposte.net'),
  },
  {
    provider: 'Mailo',
    domains: ['mailo.com'],
    servers: overTls('imap.mailo.com', 'smtp.mailo.com'),
  },
  {
    provider: 'Libero Mail',
    domains: ['libero.it', 'inwind.it', 'iol.it', 'blu.it'],
    servers: overTls('imapmail.libero.it', 'smtp.libero.it'),
  },
  {
    provider: 'Virgilio Mail',
    domains: ['virgilio.it'],
    servers: overTls('in.virgilio.it', 'out.virgilio.it'),
  },
  {
    provider: 'Tiscali Mail',
    domains: ['tiscali.it'],
    servers: overTls('imap.tiscali.it', 'smtp.tiscali.it'),
  },
  {
    provider: 'BT Mail',
    domains: ['btinternet.com', 'btopenworld.com'],
    servers: overTls('mail.btinternet.com', 'mail.btinternet.com'),
  },
  {
    provider: 'Sky',
    domains: ['sky.com'],
    servers: overTls('imap.tools.sky.com', 'smtp.tools.sky.com'),
  },
  {
    provider: 'Virgin Media',
    domains: ['virginmedia.com', 'virgin.net', 'blueyonder.co.uk'],
    servers: overTls('imap.virginmedia.com', 'smtp.virginmedia.com'),
  },
  {
    provider: 'Virgin Media',
    domains: ['ntlworld.com'],
    servers: overTls('imap.ntlworld.com', 'smtp.ntlworld.com'),
  },
  {
    provider: 'Ziggo',
    domains: ['ziggo.nl'],
    servers: submittingOverStarttls('imap.ziggo.nl', 'smtp.ziggo.nl'),
  },
  {
    provider: 'Seznam',
    domains: ['seznam.cz', 'email.cz', 'post.cz', 'spoluzaci.cz'],
    exchangers: ['emailprofi.seznam.cz'],
    servers: overTls('imap.seznam.cz', 'smtp.seznam.cz'),
  },
  {
    provider: 'WP Poczta',
    domains: ['wp.pl'],
    servers: overTls('imap.wp.pl', 'smtp.wp.pl'),
    notes: [{ code: 'imap-off-by-default' }],
  },
  {
    provider: 'o2 Poczta',
    domains: ['o2.pl', 'go2.pl', 'tlen.pl', 'prokonto.pl'],
    servers: overTls('poczta.o2.pl', 'poczta.o2.pl', 'local-part'),
    notes: [
      {
        code: 'imap-off-by-default',
        url: 'https://pomoc.o2.pl/aktywacja-dostepu-dla-programow-pocztowych',
      },
    ],
  },
  {
    provider: 'Onet Poczta',
    domains: words('onet.pl op.pl poczta.onet.pl onet.eu vp.pl'),
    servers: overTls('imap.poczta.onet.pl', 'smtp.poczta.onet.pl'),
  },
  {
    provider: 'Interia Poczta',
    domains: words('interia.pl interia.eu poczta.fm'),
    servers: overTls('poczta.interia.pl', 'poczta.interia.pl'),
  },
  {
    provider: 'Yandex Mail',
    domains: words('yandex.com yandex.ru yandex.by yandex.kz yandex.ua ya.ru narod.ru'),
    exchangers: ['mx.yandex.net', 'mx.yandex.ru'],
    servers: overTls('imap.yandex.com', 'smtp.yandex.com'),
    notes: [
      { code: 'imap-off-by-default', url: 'https://yandex.com/support/mail/mail-clients.html' },
      {
        code: 'app-password',
        url: 'https://yandex.com/support/passport/authorization/app-passwords.html',
      },
    ],
  },
  {
    provider: 'Mail.ru',
    domains: ['mail.ru', 'inbox.ru', 'internet.ru', 'bk.ru', 'list.ru', 'vk.com'],
    exchangers: ['emx.mail.ru'],
    servers: overTls('imap.mail.ru', 'smtp.mail.ru'),
    notes: [{ code: 'app-password', url: 'https://account.mail.ru/user/2-step-auth/passwords/' }],
  },
  {
    provider: 'Rambler',
    domains: words('rambler.ru autorambler.ru myrambler.ru rambler.ua lenta.ru ro.ru r0.ru'),
    servers: overTls('imap.rambler.ru', 'smtp.rambler.ru'),
    notes: [
      {
        code: 'imap-off-by-default',
        url: 'https://help.rambler.ru/mail/mail-pochtovye-klienty/1275/',
      },
    ],
  },
  {
    provider: 'Ukr.net',
    domains: ['ukr.net'],
    servers: overTls('imap.ukr.net', 'smtp.ukr.net'),
    notes: [{ code: 'imap-off-by-default' }],
  },
  {
    provider: 'Runbox',
    domains: ['runbox.com', 'runbox.no', 'runbox.us'],
    servers: overTls('mail.runbox.com', 'mail.runbox.com'),
  },
  {
    provider: 'StartMail',
    domains: ['startmail.com'],
    servers: overTls('imap.startmail.com', 'smtp.startmail.com'),
  },
  {
    provider: 'Mailfence',
    domains: ['mailfence.com'],
    servers: overTls('imap.mailfence.com', 'smtp.mailfence.com'),
  },
  {
    provider: 'Disroot',
    domains: ['disroot.org'],
    servers: submittingOverStarttls('disroot.org', 'disroot.org', 'local-part'),
  },
  {
    provider: 'Riseup',
    domains: ['riseup.net'],
    servers: overTls('mail.riseup.net', 'mail.riseup.net'),
  },
];
