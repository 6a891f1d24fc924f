import { type AuthenticationResults, authenticationVerdicts } from '../../contract/round-trip.ts';

/** Of all that was fetched: every server on the way has added its own. */
const MAX_HEADERS = 16_384;
const MAX_HEADER = 4_096;

type Verdict = AuthenticationResults['spf'];

const known = (text: string | undefined): Verdict =>
  authenticationVerdicts.find((verdict) => verdict === text?.toLowerCase()) ?? null;

// RFC 5322 §3.2.2: comments may stand anywhere and may hold what looks like a result.
const withoutComments = (text: string): string => {
  let plain = text;
  for (let before = ''; before !== plain; ) {
    before = plain;
    plain = plain.replaceAll(/\([^()]*\)/g, ' ');
  }
  return plain;
};

/**
 * SPF, DKIM and DMARC as the receiver wrote them (RFC 8601 §2.2), from the first header of that name:
 * servers add theirs on top. Of several DKIM signatures one that passed counts. `null` without a header.
 */
export const parseAuthenticationResults = (headers: string): AuthenticationResults | null => {
  const unfolded = headers.slice(0, MAX_HEADERS).replaceAll(/\r?\n[ \t]+/g, ' ');
  const header = /^authentication-results:([^\r\n]*)/im.exec(unfolded)?.[1];
  if (header === undefined) return null;
  // The first part names the receiver. Exchange Online leaves that out and begins with a result.
  const results = withoutComments(header.slice(0, MAX_HEADER)).split(';');
  const verdicts = (method: string): Verdict[] =>
    results.flatMap((result) => {
      const found = new RegExp(`^\\s*${method}(?:/\\d+)?\\s*=\\s*([a-z]+)`, 'i').exec(result);
      return found ? [known(found[1])] : [];
    });
  const dkim = verdicts('dkim');
  return {
    spf: verdicts('spf')[0] ?? null,
    dkim: dkim.includes('pass') ? 'pass' : (dkim[0] ?? null),
    dmarc: verdicts('dmarc')[0] ?? null,
  };
};
