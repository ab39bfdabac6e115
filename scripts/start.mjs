// npm start: from a clone to a running, seeded, checked stack.
import { attach, prepare, targetOfUp } from './prepare.mjs'

if (process.argv.length > 2) {
  process.stderr.write(
    '✗ npm start takes no arguments\nTry      MSCTL_PORT_OFFSET=100 npm start     settings go by environment or .env\n         npx msctl up --help                 one step with all its flags\n',
  )
  process.exit(2)
}

const node = await prepare()

const steps = [['up'], ['seed', '--count', '100'], ['check']]
// Servers are fetched only where they will run: not for containers.
if ((await targetOfUp(node)) === 'local') steps.unshift(['setup', '--yes'])

for (const args of steps) {
  process.stderr.write(`\n$ msctl ${args.join(' ')}\n`)
  const code = await attach(node, ['cli/bin/run.js', ...args])
  if (code !== 0) process.exit(code)
}

process.stderr.write('\nThe stack runs, is seeded and checked.\n\n')
await attach(node, ['cli/bin/run.js', 'urls'])
process.stderr.write(`
Next: npx msctl status    npx msctl logs -f    npx msctl seed --count 1000    npx msctl check    npx msctl down
`)
