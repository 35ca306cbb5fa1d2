import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'src/**/*.test.ts'],
    testTimeout: 60_000,
    pool: 'threads',
    maxWorkers: 2,
    // A browser on a busy machine takes more than the second that is usual.
    expect: { poll: { timeout: 10_000 } },
  },
})
