import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const VARIABLE = 'NODE_EXTRA_CA_CERTS';

/**
 * Imports what starts the Workers runtime, so that Workers trust one more authority (PEM). Miniflare reads the
 * variable as it is imported; nothing that starts later is to see it.
 */
export const importTrusting = async <Module>(
  authority: string,
  load: () => Promise<Module>,
): Promise<Module> => {
  const before = process.env[VARIABLE];
  const folder = mkdtempSync(join(tmpdir(), 'letterbox-authority-'));
  process.env[VARIABLE] = join(folder, 'ca.pem');
  writeFileSync(process.env[VARIABLE], authority);
  try {
    return await load();
  } finally {
    if (before === undefined) delete process.env[VARIABLE];
    else process.env[VARIABLE] = before;
    rmSync(folder, { recursive: true });
  }
};
