import { defineConfig } from 'vite';

export default defineConfig({
  root: 'ui',
  cacheDir: '../.cache/vite',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
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
            // What the list needs of the contract is placed before, as a group takes in what it imports.
            { name: 'words', test: /\/contract\/(?:role|bidi)\.ts/, priority: 1 },
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
