import type { TestResult } from '../../../contract/connection-test.ts';
import type { ConnectorTestRequest } from '../../../contract/connector.ts';
import type { FailureCode } from '../../../contract/failure.ts';
import { made } from '../audit/changes.ts';
import { serverSaid } from './servers-said.ts';

/** The codes that a test failed with, IMAP's first. */
export const failureCodes = ({ imap, smtp }: TestResult): FailureCode[] =>
  [imap, smtp].flatMap((part) => part?.failure?.code ?? []);

const resultSaid = (result: TestResult | null): string => {
  if (result === null) return 'interrupted';
  return failureCodes(result)[0] ?? 'passed';
};

/** What an audit event says of a test: which servers were asked, as whom, and what came of it. */
export const testSaid = ({ imap, smtp }: ConnectorTestRequest, result: TestResult | null) =>
  made({
    imap: imap && serverSaid(imap),
    smtp: smtp && serverSaid(smtp),
    result: resultSaid(result),
  });
