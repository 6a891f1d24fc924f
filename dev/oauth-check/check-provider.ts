import type { Provider, ProviderName } from '../../worker/platform/oauth/provider.ts';
import { providerOf, redirectUriOf } from '../../worker/platform/oauth/providers.ts';
import { checkClient } from './client.ts';
import { checkKeys } from './keys.ts';
import { checkPublicUrl } from './public-url.ts';
import type { Check, Report } from './report.ts';
import { readProvider, readPublicUrl, type Settings } from './settings.ts';
import { isReal, mistakeOf } from './shapes.ts';

const DEADLINE_MS = 10_000;

const check = (
  check: Check['check'],
  status: Check['status'],
  detail: string,
  hint: string | null = null,
): Check => ({ check, status, detail, hint });

const skipped = (name: Check['check']) => check(name, 'skipped', 'mend the above first');

const notConfigured = (provider: ProviderName, hasSecret: boolean): Report => {
  const name = provider.toUpperCase();
  const waits = hasSecret ? ` ${name}_CLIENT_SECRET is there and waits for it.` : '';
  const stand = ' (The clients of a local stand are its own, and not among these settings.)';
  return { provider, note: `${name}_CLIENT_ID is empty.${waits}${stand}`, checks: [] };
};

const misread = (provider: ProviderName, reasons: string[]): Report => {
  const hint = `A deployment’s secrets can’t be read back: give ${provider.toUpperCase()}_CLIENT_SECRET in the environment to check them.`;
  const detail = reasons.join(' ');
  const isSecret = reasons.some((reason) => reason.includes('_CLIENT_SECRET is missing'));
  const checks = [check('configured', 'mend', detail, isSecret ? hint : null)];
  return { provider, note: null, checks };
};

// An id that does not look like one may be a secret in the wrong place.
const configured = (provider: Provider): Check => {
  const mistake = mistakeOf(provider);
  if (mistake !== null) return check('configured', 'mend', mistake.detail, mistake.hint);
  const id = isReal(provider) ? `client id ${provider.clientId}` : 'a client id';
  const where = isReal(provider) ? '' : `, at ${new URL(provider.tokenEndpoint).host}`;
  return check('configured', 'fine', `${id} and a secret${where}`);
};

/** Checks one provider's client. */
export const checkProvider = async (
  settings: Settings,
  name: ProviderName,
  deadlineMs = DEADLINE_MS,
): Promise<Report> => {
  const read = readProvider(settings, name);
  if (!read.ok) return misread(name, read.reasons);
  const provider = providerOf(read.configuration, name);
  if (provider === null)
    return notConfigured(name, !!settings[`${name.toUpperCase()}_CLIENT_SECRET`]);
  const url = readPublicUrl(settings);
  const redirectUri = url.ok ? redirectUriOf(url.configuration, name) : null;
  const first = configured(provider);
  const canAsk = first.status === 'fine' && redirectUri !== null;
  const [keys, client] = await Promise.all([
    checkKeys(provider, deadlineMs),
    canAsk ? checkClient(provider, redirectUri, deadlineMs) : skipped('client'),
  ]);
  const register =
    redirectUri === null ? skipped('redirect-uri') : check('redirect-uri', 'register', redirectUri);
  const checks = [first, checkPublicUrl(url, provider), register, keys, client];
  return { provider: name, note: null, checks };
};
