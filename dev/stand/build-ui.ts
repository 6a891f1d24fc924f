import { build } from 'vite';
import { at } from './paths.ts';

/** Builds the admin pages into ui/dist, which the Worker serves. */
export const buildUi = async (): Promise<void> => {
  await build({ configFile: at('vite.config.ts'), logLevel: 'warn' });
};
