import { overTls, type Provider } from './provider.ts';

/** Providers of Asia. The Chinese ones take a code made in their settings instead of the password. */
export const ASIA: readonly Provider[] = [
  {
    provider: 'QQ Mail',
    domains: ['qq.com', 'foxmail.com'],
    servers: overTls('imap.qq.com', 'smtp.qq.com'),
    notes: [{ code: 'imap-off-by-default' }, { code: 'app-password' }],
  },
  {
    provider: 'Tencent Exmail',
    exchangers: ['mxbiz1.qq.com', 'mxbiz2.qq.com'],
    servers: overTls('imap.exmail.qq.com', 'smtp.exmail.qq.com'),
  },
  ...['163.com', '126.com', 'yeah.net'].map(
    (domain): Provider => ({
      provider: 'NetEase Mail',
      domains: [domain],
      servers: overTls(`imap.${domain}`, `smtp.${domain}`),
      notes: [{ code: 'imap-off-by-default' }, { code: 'app-password' }],
    }),
  ),
  {
    provider: 'Aliyun Mail',
    domains: ['aliyun.com'],
    servers: overTls('imap.aliyun.com', 'smtp.aliyun.com'),
  },
  {
    provider: 'Naver Mail',
    domains: ['naver.com'],
    servers: overTls('imap.naver.com', 'smtp.naver.com'),
    notes: [
      {
        code: 'imap-off-by-default',
        url: 'https://help.naver.com/service/30029/contents/21342?osType=PC&lang=ko',
      },
    ],
  },
  {
    provider: 'Daum Mail',
    domains: ['daum.net', 'hanmail.net'],
    servers: overTls('imap.daum.net', 'smtp.daum.net'),
    notes: [{ code: 'imap-off-by-default', url: 'https://cs.daum.net/faq/43/9234.html#24081' }],
  },
];
