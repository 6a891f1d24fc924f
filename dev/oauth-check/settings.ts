import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { unstable_readConfig } from 'wrangler';
import {
  type Configuration,
  ConfigurationError,
  readConfiguration,
} from '../../worker/platform/configuration.ts';
import type { ProviderName } from '../../worker/platform/oauth/provider.ts';
import { oauthSettings } from '../../worker/platform/oauth/settings.ts';
import { at, devVars } from '../stand/paths.ts';

type Values = Partial<Record<string, unknown>>;

/** The settings that matter here, as they are written. */
export type Settings = Partial<Record<string, string>>;

const NAMES = ['PUBLIC_URL', ...Object.keys(oauthSettings)];

/** Of each setting the first that is there, an empty one too: empty is "none", not "the next one's". */
export const firstOf = (sources: readonly Values[]): Settings =>
  Object.fromEntries(
    NAMES.flatMap((name) => {
      const found = sources
        .map((source) => source[name])
        .find((value) => typeof value === 'string');
      return found === undefined ? [] : [[name, found]];
    }),
  );

/** The environment's, else those of .dev.vars, else those of wrangler.toml. */
export const readSettings = (environment: Values): Settings => {
  const local = existsSync(devVars) ? parseEnv(readFileSync(devVars, 'utf8')) : {};
  const { vars } = unstable_readConfig({ config: at('wrangler.toml') }, { hideWarnings: true });
  return firstOf([environment, local, vars]);
};

// The Worker asks for these too, and nothing here depends on them.
const KEY = Buffer.alloc(32).toString('base64');
const OTHERS = { AUTH_SECRET: KEY, ENCRYPTION_KEY: KEY, CONNECTOR_HMAC_KEY: KEY };
const SOME_URL = 'https://letterbox.invalid';

/** What the Worker makes of settings, or what it says as it refuses to start. */
export type Read = { ok: true; configuration: Configuration } | { ok: false; reasons: string[] };

const read = (settings: Settings): Read => {
  try {
    return { ok: true, configuration: readConfiguration({ ...settings, ...OTHERS }) };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const [, ...lines] = error.message.split('\n');
    return { ok: false, reasons: lines.map((line) => line.replace(/^\s*-\s*/, '')) };
  }
};

/** The address that people open, as the Worker reads it. */
export const readPublicUrl = ({ PUBLIC_URL }: Settings): Read =>
  read(PUBLIC_URL === undefined ? {} : { PUBLIC_URL });

/** One provider's settings, so that the other's mistakes are not told of this one. */
export const readProvider = (settings: Settings, name: ProviderName): Read => {
  const prefix = `${name.toUpperCase()}_`;
  const own = Object.entries(settings).filter(([setting]) => setting.startsWith(prefix));
  const url = readPublicUrl(settings);
  const PUBLIC_URL = url.ok ? url.configuration.PUBLIC_URL : SOME_URL;
  return read({ ...Object.fromEntries(own), PUBLIC_URL });
};
