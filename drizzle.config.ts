import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'sqlite',
  schema: './worker/domains/*/tables.ts',
  out: './migrations',
});
