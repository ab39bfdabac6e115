// A server small enough for unit tests: listens on a port, and misbehaves as its arguments say.
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'

const [port, ...manners] = process.argv.slice(2)
const sleeper = [process.execPath, ['-e', 'setInterval(() => {}, 1000)']]

process.stdout.write(`started with ${manners.join(' ') || 'good manners'}\n`)
if (manners.includes('dies-at-start')) {
  process.stderr.write('cannot go on\n')
  process.exit(3)
}
if (manners.includes('ignores-sigterm')) process.on('SIGTERM', () => process.stdout.write('not yet\n'))
if (manners.includes('has-child')) announce(spawn(...sleeper, { stdio: 'ignore' }))
if (manners.includes('has-runaway')) announce(spawn(...sleeper, { stdio: 'ignore', detached: true }))

if (!manners.includes('never-listens')) {
  createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', (data) => {
      if (String(data) === 'die') process.exit(7)
      process.stdout.write(data)
    })
  }).listen(Number(port), '127.0.0.1')
}
setInterval(() => {}, 1000)

function announce(child) {
  process.stdout.write(`child ${child.pid}\n`)
}
