// What `npm start` and `npm test` share: dependencies, Node 24 and the build, each only when needed.
// Plain Node 18 or later: this runs before anything is installed.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..')

const lockMark = join(root, 'node_modules', '.msctl-lock')
const buildMark = join(root, 'dist', '.built')
const builtFrom = ['cli', 'services', 'scripts', 'package.json', 'package-lock.json']
const minimumNode = 18

/** Makes sure of dependencies, Node 24 and the build; returns the Node to run everything else on. Exits with 4 and the fix where that cannot be had. */
export async function prepare() {
  if (process.platform === 'win32') fail('msctl runs on Linux and macOS', ['On Windows: use WSL 2'])
  if (Number(process.versions.node.split('.')[0]) < minimumNode) {
    fail(`Node ${process.version} is too old to begin with`, [
      `Node ${minimumNode} or later is needed to install the rest`,
    ])
  }
  await installDependencies()
  const node = await node24()
  await build(node)
  return node
}

async function installDependencies() {
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(lockMark) && readFileSync(lockMark, 'utf8') === hash) return
  await step('Install dependencies (npm ci)', () => run('npm', ['ci', '--no-fund', '--no-audit']))
  linkProgram()
  writeFileSync(lockMark, hash)
}

/** So that `npx msctl` in the clone finds the program at once; else npx installs the clone into a cache of its own first. */
function linkProgram() {
  const link = join(root, 'node_modules', '.bin', 'msctl')
  rmSync(link, { force: true })
  symlinkSync('../../cli/bin/run.js', link)
}

/** The package `node` brings its program by an install script, which some npm versions and settings skip without a word. */
async function node24() {
  const node = join(root, 'node_modules', 'node', 'bin', 'node')
  if ((await versionOf(node))?.startsWith('v24.')) return node
  await step('Install Node 24', () => run('npm', ['rebuild', 'node', '--ignore-scripts=false']))
  const version = await versionOf(node)
  if (version?.startsWith('v24.')) return node
  return fail(`Node 24 could not be installed with npm (found: ${version ?? 'none'}, this is ${process.version})`, [
    'Allow install scripts: npm config delete ignore-scripts',
    'Or install Node 24 by hand and run the same command again',
  ])
}

async function versionOf(node) {
  if (!existsSync(node)) return process.version.startsWith('v24.') ? process.version : undefined
  const { code, output } = await capture(node, ['--version'])
  return code === 0 ? output.trim() : undefined
}

async function build(node) {
  if (existsSync(buildMark) && statSync(buildMark).mtimeMs > newest(builtFrom.map((path) => join(root, path)))) return
  await step('Build', () => run(node, ['scripts/build.mjs']))
  writeFileSync(buildMark, '')
}

function newest(paths) {
  return Math.max(
    0,
    ...paths.map((path) => {
      const stat = statSync(path, { throwIfNoEntry: false })
      if (stat === undefined) return 0
      if (!stat.isDirectory()) return stat.mtimeMs
      return Math.max(stat.mtimeMs, newest(readdirSync(path).map((name) => join(path, name))))
    }),
  )
}

/** Runs fn under a title; on a failure shows what the command printed and exits with its code. */
export async function step(title, fn) {
  const startedAt = Date.now()
  process.stderr.write(`• ${title} …\n`)
  const heartbeat = setInterval(() => process.stderr.write(`  ${title}: ${seconds(startedAt)}\n`), 10_000)
  try {
    await fn()
    process.stderr.write(`✓ ${title} (${seconds(startedAt)})\n`)
  } catch (error) {
    process.stderr.write(`✗ ${title} failed after ${seconds(startedAt)}\n${error.message}\n`)
    process.exit(error.exitCode ?? 1)
  } finally {
    clearInterval(heartbeat)
  }
}

/** Runs a command quietly; rejects with its output. */
async function run(command, args) {
  const { code, output } = await capture(command, args)
  if (code !== 0) {
    throw Object.assign(new Error(`${command} ${args.join(' ')}: exit ${code}\n${output}`), { exitCode: code ?? 1 })
  }
}

/** Resolves with its exit code, all that it printed, and what of that is its result. */
function capture(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let stdout = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
      stdout += chunk
    })
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    child.on('error', (error) => resolve({ code: 127, output: error.message, stdout: '' }))
    child.on('close', (code, signal) => resolve({ code: code ?? (signal ? 130 : 1), output, stdout }))
  })
}

/** Where `msctl up` would go, as doctor says; undefined where it cannot tell, because settings are wrong. */
export async function targetOfUp(node) {
  const { stdout } = await capture(node, ['cli/bin/run.js', 'doctor', '--json'])
  try {
    return JSON.parse(stdout).auto
  } catch {
    return undefined
  }
}

/** Runs a program on this terminal and returns its exit code; a first Ctrl-C is the program's to handle. */
export function attach(program, args, env = process.env) {
  const child = spawn(program, args, { cwd: root, stdio: 'inherit', env })
  const wait = () => {}
  const passOn = () => child.kill('SIGTERM')
  process.on('SIGINT', wait)
  process.on('SIGTERM', passOn)
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      process.off('SIGINT', wait)
      process.off('SIGTERM', passOn)
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143))
    })
  })
}

export function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`
}

function fail(message, suggestions) {
  process.stderr.write(`✗ ${message}\n${suggestions.map((line) => `Try      ${line}\n`).join('')}`)
  process.exit(4)
}
