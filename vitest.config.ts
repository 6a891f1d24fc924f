import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['contract/**/*.test.ts', 'ui/**/*.test.ts'],
        },
      },
      './worker/vitest.config.ts',
      {
        test: {
          name: 'connector',
          environment: 'node',
          include: ['connector/**/*.test.ts', 'dev/**/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
