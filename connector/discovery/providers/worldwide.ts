import { overTls, type Provider, submittingOverStarttls, under, words } from './provider.ts';

const YAHOO = `com ca de fr it es se dk no fi ie gr ro pl in co.in co.uk co.nz co.id co.th co.za com.au
  com.ar com.br com.mx com.co com.hk com.ph com.sg com.tr com.tw com.vn com.my com.pe`;

const FASTMAIL = `123mail.org 150mail.com 150ml.com 16mail.com 2-mail.com 4email.net 50mail.com
  airpost.net allmail.net bestmail.us cluemail.com elitemail.org emailcorner.net emailengine.net
  emailengine.org emailgroups.net emailplus.org emailuser.net eml.cc f-m.fm fast-email.com
  fast-mail.org fastem.com fastemail.us fastemailer.com fastest.cc fastimap.com fastmail.cn
  fastmail.co.uk fastmail.com fastmail.com.au fastmail.de fastmail.es fastmail.fm fastmail.fr
  fastmail.im fastmail.in fastmail.jp fastmail.mx fastmail.net fastmail.nl fastmail.org fastmail.se
  fastmail.to fastmail.tw fastmail.uk fastmail.us fastmailbox.net fastmessaging.com fea.st
  fmail.co.uk fmailbox.com fmgirl.com fmguy.com ftml.net hailmail.net imap.cc imapmail.org
  inoutbox.com jetemail.net justemail.net letterboxes.org mailbolt.com mailcan.com mailhaven.com
  mailite.com mailmight.com ml1.net mm.st myfastmail.com mymacmail.com nospammail.net ownmail.net
  petml.com postinbox.com postpro.net proinbox.com promessage.com realemail.net reallyfast.biz
  rushpost.com sent.as sent.at sent.com speedpost.net speedymail.org ssl-mail.com swift-mail.com
  the-fastest.net the-quickest.com veryfast.biz veryspeedy.net warpmail.net xsmail.com yepmail.net
  your-mail.com`;

const MAIL_COM = `mail.com email.com post.com usa.com accountant.com consultant.com dr.com engineer.com
  cheerful.com techie.com linuxmail.org europe.com london.com myself.com iname.com writeme.com
  activist.com adexec.com artlover.com asia.com berlin.com bikerider.com birdlover.com catlover.com
  chef.net chemist.com collector.org columnist.com contractor.net counsellor.com diplomats.com
  doctor.com doglover.com dublin.com execs.com fireman.net gardener.com geologist.com
  graphic-designer.com hairdresser.net instructor.net insurer.com journalist.com lawyer.com
  legislator.com madrid.com minister.com moscowmail.com munich.com musician.org optician.com
  photographer.net politician.com presidency.com priest.com programmer.net publicist.com
  realtyagent.com representative.com rome.com salesperson.net scientist.com secretary.net
  singapore.com socialworker.net teachers.org technologist.com therapist.net tokyo.com worker.com
  workmail.com`;

const YAHOO_APP_PASSWORD = {
  code: 'app-password',
  url: 'https://help.yahoo.com/kb/SLN15241.html',
} as const;
const AOL_APP_PASSWORD = {
  code: 'app-password',
  url: 'https://help.aol.com/articles/Create-and-manage-app-password',
} as const;
const ZOHO_IMAP = 'https://www.zoho.com/mail/help/imap-access.html';
const ZOHO_NOTES = [
  { code: 'imap-off-by-default', url: `${ZOHO_IMAP}#EnableIMAP` },
  { code: 'app-password', url: ZOHO_IMAP },
] as const;

/** Zoho keeps an account in one of its regions, and customers' own domains on servers of their own. */
const zoho = (top: string, domains: readonly string[]): Provider[] => [
  {
    provider: 'Zoho Mail',
    domains,
    servers: overTls(`imap.zoho.${top}`, `smtp.zoho.${top}`),
    notes: ZOHO_NOTES,
  },
  {
    provider: 'Zoho Mail',
    exchangers: ['mx', 'mx2', 'mx3'].map((host) => `${host}.zoho.${top}`),
    servers: overTls(`imappro.zoho.${top}`, `smtppro.zoho.${top}`),
    notes: ZOHO_NOTES,
  },
];

/** Providers with customers everywhere, and those of America and Australia. */
export const WORLDWIDE: readonly Provider[] = [
  {
    provider: 'Yahoo Mail',
    domains: [
      ...under('yahoo', words(YAHOO).join(' ')),
      ...words('ymail.com rocketmail.com myyahoo.com cox.net'),
    ],
    exchangers: ['mta5', 'mta6', 'mta7', 'mx-eu.mail'].map((host) => `${host}.am0.yahoodns.net`),
    servers: overTls('imap.mail.yahoo.com', 'smtp.mail.yahoo.com'),
    notes: [YAHOO_APP_PASSWORD],
  },
  {
    provider: 'AOL Mail',
    domains: [
      ...under('aol', 'com de it fr es se co.uk co.nz com.au com.ar com.br com.mx'),
      ...words('aim.com netscape.net netscape.com compuserve.com cs.com wmconnect.com'),
    ],
    exchangers: ['mx-aol.mail.gm0.yahoodns.net'],
    servers: overTls('imap.aol.com', 'smtp.aol.com'),
    notes: [AOL_APP_PASSWORD],
  },
  {
    provider: 'Verizon (AOL Mail)',
    domains: ['verizon.net'],
    servers: overTls('imap.aol.com', 'smtp.verizon.net'),
    notes: [AOL_APP_PASSWORD],
  },
  {
    provider: 'iCloud Mail',
    domains: ['icloud.com', 'me.com', 'mac.com'],
    exchangers: ['mail.icloud.com'],
    servers: {
      imap: { host: 'imap.mail.me.com', port: 993, security: 'tls', username: 'local-part' },
      smtp: { host: 'smtp.mail.me.com', port: 587, security: 'starttls', username: 'address' },
    },
    notes: [{ code: 'app-password', url: 'https://support.apple.com/102654' }],
  },
  ...zoho('com', ['zoho.com', 'zohomail.com']),
  ...zoho('eu', ['zoho.eu', 'zohomail.eu']),
  ...zoho('in', ['zoho.in', 'zohomail.in']),
  ...zoho('com.au', ['zoho.com.au', 'zohomail.com.au']),
  ...zoho('jp', ['zoho.jp', 'zohomail.jp']),
  {
    provider: 'Fastmail',
    domains: words(FASTMAIL),
    exchangers: ['messagingengine.com'],
    servers: overTls('imap.fastmail.com', 'smtp.fastmail.com'),
    notes: [
      { code: 'app-password', url: 'https://www.fastmail.com/help/clients/apppassword.html' },
    ],
  },
  {
    provider: 'mail.com',
    domains: words(MAIL_COM),
    servers: overTls('imap.mail.com', 'smtp.mail.com'),
    notes: [{ code: 'imap-off-by-default' }],
  },
  {
    provider: 'Xfinity',
    domains: ['comcast.net', 'xfinity.com'],
    servers: overTls('imap.comcast.net', 'smtp.comcast.net'),
    notes: [
      {
        code: 'imap-off-by-default',
        url: 'https://www.xfinity.com/support/articles/third-party-email-access',
      },
    ],
  },
  {
    provider: 'AT&T Mail',
    domains:
      words(`att.net ameritech.net bellsouth.net currently.com flash.net nvbell.net pacbell.net
      prodigy.net sbcglobal.net snet.net swbell.net wans.net`),
    servers: overTls('imap.mail.att.net', 'smtp.mail.att.net'),
    notes: [
      {
        code: 'app-password',
        url: 'https://www.att.com/support/article/email-support/KM1010523/',
      },
    ],
  },
  {
    provider: 'Bell',
    domains: ['bell.net', 'sympatico.ca'],
    servers: submittingOverStarttls('imap.bell.net', 'smtphm.sympatico.ca'),
  },
  {
    provider: 'Telstra Mail',
    domains: ['bigpond.com', 'bigpond.net.au', 'bigpond.net', 'telstra.com'],
    servers: overTls('imap.telstra.com', 'smtp.telstra.com'),
  },
  {
    provider: 'UOL',
    domains: ['uol.com.br'],
    servers: submittingOverStarttls('imap.uol.com.br', 'smtps.uol.com.br', 'local-part'),
    notes: [{ code: 'imap-off-by-default' }],
  },
];
