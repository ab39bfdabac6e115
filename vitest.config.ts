import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    disableConsoleIntercept: true,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['cli/test/**/*.test.ts', 'services/*/test/**/*.test.ts'],
          // The first test of a file loads what it uses, a large client of Kubernetes for one: on a busy machine that takes seconds.
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          exclude: ['e2e/long/**'],
          testTimeout: 180_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'long',
          // Nobody runs these to see them skipped.
          env: { MSCTL_TEST_REQUIRE: process.env.MSCTL_TEST_REQUIRE ?? 'local,traefik,prometheus' },
          include: ['e2e/long/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
