import type { StageFacts } from '../contract/connection-test.ts';
import { boundedList } from './bounded-list.ts';
import type { SmtpExtensions } from './parse-ehlo.ts';
import type { Login } from './secret-traces.ts';

/** What an SMTP server says it can do, as it may be shown: "AUTH PLAIN LOGIN". */
export const smtpOffer = (extensions: SmtpExtensions, login: Login): StageFacts => ({
  capabilities: boundedList(
    [...extensions].map(([keyword, parameters]) => [keyword, ...parameters].join(' ')),
    login,
  ),
});
