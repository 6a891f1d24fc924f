import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';

/**
 * zod's classic schemas carry a JSON Schema generator that no screen calls, a fifth of its size.
 * Its functions become no-ops in the browser's bundle.
 */
const withoutJsonSchema: Plugin = {
  name: 'zod-without-json-schema',
  load(id) {
    if (!/\/zod\/v4\/core\/(?:to-json-schema|json-schema-processors)\.js$/.test(id)) return;
    const names = readFileSync(id, 'utf8').matchAll(/^export (?:const|function) (\w+)/gm);
    return Array.from(names, ([, name]) => `export const ${name} = () => () => ({});`).join('\n');
  },
};

export default defineConfig({
  root: 'ui',
  cacheDir: '../.cache/vite',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [withoutJsonSchema],
  build: {
    target: 'es2022',
    // The content security policy allows no inline script.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // The list of inboxes needs no schema: zod comes with the first form.
            { name: 'schemas', test: /\/node_modules\/zod\/|\/contract\// },
            { name: 'preact', test: /\/node_modules\/(?:@?preact)/ },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': 'http://127.0.0.1:8787' },
  },
});
