// npm test: from a clone to a verdict. Types, lint, unit tests, then the end-to-end tests on every target that this machine can run.
// Its last line is "N passed, N failed" (", N skipped" where tests were skipped).
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { attach, prepare, root, targetOfUp } from './prepare.mjs'

const node = await prepare()
const packageFile = (...path) => join(root, 'node_modules', ...path)
const scratch = mkdtempSync(join(tmpdir(), 'msctl-test-'))
const counts = { passed: 0, failed: 0, skipped: 0 }

try {
  await gate('types', [packageFile('typescript', 'bin', 'tsc'), '--noEmit'])
  await gate('lint', [packageFile('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings', '.'])
  await vitest('unit')
  if (counts.failed === 0) {
    const isLocalReady = (await attach(node, ['cli/bin/run.js', 'setup', '--yes', '--quiet'])) === 0
    // A machine with Docker need not run `local`: its tests say that they are skipped, and why.
    if (!isLocalReady && (await targetOfUp(node)) !== 'compose') counts.failed += 1
    await vitest('e2e')
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed${skipped}\n`)
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0

async function gate(name, args) {
  process.stderr.write(`\n• ${name}\n`)
  if ((await attach(node, args)) === 0) counts.passed += 1
  else counts.failed += 1
}

async function vitest(project) {
  process.stderr.write(`\n• ${project} tests\n`)
  const report = join(scratch, `${project}.json`)
  const code = await attach(node, [
    packageFile('vitest', 'vitest.mjs'),
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ])
  const found = readReport(report)
  counts.passed += found.numPassedTests
  counts.skipped += found.numPendingTests + found.numTodoTests
  // A file that cannot be loaded, or an error outside any test, fails the run without a failed test.
  counts.failed += Math.max(found.numFailedTests, code === 0 ? 0 : 1)
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0 }
  }
}
