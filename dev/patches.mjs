// What the patches of packages are held against; plain JavaScript for Node 20, no dependency.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const linesOf = (path) => (existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []);

/** What a patch leaves behind: per file, the lines that it adds. */
const addedBy = (patch) =>
  patch
    .split(/^diff --git /m)
    .slice(1)
    .map((part) => ({
      path: /^\+\+\+ b\/(.*)$/m.exec(part)?.[1] ?? '',
      lines: [...part.matchAll(/^\+(?!\+\+ )(.+)$/gm)].map(([, line]) => line),
    }));

/** The patches that what is installed under `root` lacks, whole or in part. */
export const missingPatches = (root) =>
  readdirSync(join(root, 'patches')).filter((name) =>
    addedBy(readFileSync(join(root, 'patches', name), 'utf8')).some(({ path, lines }) => {
      const found = new Set(linesOf(join(root, path)));
      return lines.some((line) => !found.has(line));
    }),
  );
