import type { Case } from './case.ts';
import { connectCases } from './connect.ts';
import { credentialCases } from './credentials.ts';
import { greetingCases } from './greeting.ts';
import { hostileCases } from './hostile.ts';
import { loginCases } from './login.ts';
import { mailboxAndSenderCases } from './mailbox-and-sender.ts';
import { publishedCases } from './published-replies.ts';
import { starttlsCases } from './starttls.ts';
import { tlsCases } from './tls.ts';
import { wholeServerCases } from './whole-server.ts';

/** Every way a server can be, in the order of the stages. */
export const cases: readonly Case[] = [
  ...connectCases,
  ...tlsCases,
  ...greetingCases,
  ...starttlsCases,
  ...loginCases,
  ...publishedCases,
  ...credentialCases,
  ...mailboxAndSenderCases,
  ...hostileCases,
  ...wholeServerCases,
];
