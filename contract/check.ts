import { z } from 'zod';
import { testResult } from './connection-test.ts';
import { oauthCheck } from './oauth.ts';

/** What a check of the stored credentials found: of mail servers a test result, of a grant what it opens. */
export const checkResult = z.union([oauthCheck, testResult]);
export type CheckResult = z.infer<typeof checkResult>;

export const isOAuthCheck = (result: CheckResult): result is z.infer<typeof oauthCheck> =>
  'provider' in result;
