import { defineConfig } from 'vitest/config';

/**
 * The quick tests that a mutant has to survive, and no others. The properties are among them, with few runs (`RUNS`) from one
 * seed.
 */
export default defineConfig({
  test: {
    include: (process.env['MUTATION_TESTS'] ?? '').split(' '),
    exclude: ['**/*.db.test.ts', '**/*.e2e.test.ts'],
    setupFiles: ['tools/mutation/one-seed.ts'],
    // One worker reads the modules once for all files.
    isolate: false,
  },
});
