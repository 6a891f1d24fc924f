import { overTls, type Provider, under, words } from './provider.ts';

const OUTLOOK = `com at be cl cz de dk es fr hu ie in it jp kr lv my ph pt sa sg sk co.id co.il
  co.th com.ar com.au com.br com.gr com.tr com.vn`;
const HOTMAIL = `com be ca cl cz de dk es fi fr gr hu it lt lv my nl no ph rs se sg sk co.id co.il
  co.in co.jp co.kr co.nz co.th co.uk co.za com.ar com.au com.br com.hk com.mx com.tr com.tw com.vn`;
const LIVE = `com at be ca cl cn de dk fi fr hk ie in it jp nl no ru se co.jp co.kr co.uk co.za
  com.ar com.au com.mx com.my com.ph com.pt com.sg`;

const tops = (list: string) => words(list).join(' ');

/** Providers where Letterbox signs in by OAuth. */
export const SIGN_IN: readonly Provider[] = [
  {
    provider: 'Gmail',
    domains: ['gmail.com', 'googlemail.com'],
    exchangers: ['aspmx.l.google.com', 'googlemail.com', 'smtp.google.com'],
    oauth: 'gmail',
    servers: overTls('imap.gmail.com', 'smtp.gmail.com'),
    notes: [{ code: 'app-password', url: 'https://support.google.com/accounts/answer/185833' }],
  },
  {
    // No servers: Microsoft takes no passwords over IMAP and SMTP.
    provider: 'Microsoft',
    domains: [
      ...under('outlook', tops(OUTLOOK)),
      ...under('hotmail', tops(HOTMAIL)),
      ...under('live', tops(LIVE)),
      'msn.com',
      'windowslive.com',
      'livemail.tw',
    ],
    exchangers: ['mail.protection.outlook.com', 'olc.protection.outlook.com', 'mx.microsoft'],
    oauth: 'microsoft',
  },
];
