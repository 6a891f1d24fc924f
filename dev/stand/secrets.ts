import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { oauthSettings } from '../../worker/platform/oauth/settings.ts';
import { devVars, environmentFile } from './paths.ts';

const fresh = () => randomBytes(32).toString('base64');

const FIRST =
  () => `# Keys of the local stand, made at first start. Keep them: they open what is stored in .stand/.
AUTH_SECRET=${fresh()}
ENCRYPTION_KEY=${fresh()}
CONNECTOR_HMAC_KEY=${fresh()}
OPERATOR_TOKEN=${fresh()}
MAILER=log
`;

/** Makes the file whole or not at all; of two stands that start at the same moment one's keys are both's. */
const make = (): void => {
  const whole = `${devVars}.${process.pid}`;
  writeFileSync(whole, FIRST(), { mode: 0o600 });
  try {
    linkSync(whole, devVars);
  } catch (error) {
    if (!existsSync(devVars)) throw error;
  } finally {
    rmSync(whole);
  }
};

/** Adds what .dev.vars of an earlier version does not have. What stands there, even empty, stays. */
const complete = (): void => {
  const text = readFileSync(devVars, 'utf8');
  if (/^\s*OPERATOR_TOKEN\s*=/m.test(text)) return;
  const gap = text === '' || text.endsWith('\n') ? '' : '\n';
  writeFileSync(devVars, `${text}${gap}OPERATOR_TOKEN=${fresh()}\n`, { mode: 0o600 });
};

const ofProviders = () =>
  Object.entries(process.env).filter(([name]) => Object.hasOwn(oauthSettings, name));

/**
 * Writes .dev.vars with fresh random keys where there is none, and reads it. What the environment says
 * of the providers to sign in at goes before it.
 */
export const readSecrets = (): NodeJS.Dict<string> => {
  if (!existsSync(devVars)) make();
  complete();
  return { ...parseEnv(readFileSync(devVars, 'utf8')), ...Object.fromEntries(ofProviders()) };
};

/**
 * Writes what both Workers are told, for wrangler's `--env-file`: the keys, and where the connector
 * listens. In the stand's own folder, so that two stands of one checkout don't disturb each other.
 */
export const writeEnvironment = (secrets: NodeJS.Dict<string>, connectorUrl: string): void => {
  const lines = Object.entries({ ...secrets, CONNECTOR_URL: connectorUrl });
  const text = lines.map(([name, value]) => `${name}="${value}"`).join('\n');
  writeFileSync(environmentFile, text, { mode: 0o600 });
};
