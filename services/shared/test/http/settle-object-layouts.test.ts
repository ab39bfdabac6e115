import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

const source = new URL('../../src/http/settle-object-layouts.ts', import.meta.url)

/** Asks a server of its own twelve times, with collections in between, and prints of each request and answer whether it is fast. */
const program = (prepare: string): string => `
  import { createServer } from 'node:http'
  import { setTimeout as sleep } from 'node:timers/promises'
  ${prepare}
  const isFast = new Function('object', 'return %HasFastProperties(object)')
  const seen = []
  const server = createServer((request, response) => {
    seen.push(isFast(request) && isFast(response))
    response.end()
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  for (let asked = 0; asked < 12; asked++) {
    await (await fetch('http://127.0.0.1:' + server.address().port)).text()
    for (let collected = 0; collected < 4; collected++) {
      await sleep(5)
      gc()
    }
  }
  server.close()
  console.log(JSON.stringify(seen))
`

const seenAfter = (prepare: string): boolean[] => {
  const flags = ['--allow-natives-syntax', '--expose-gc', '--no-warnings']
  const args = [...flags, '--input-type=module', '--eval', program(prepare)]
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', timeout: 30_000 }))
}

test('requests and answers stay fast when collections come between the first of them', () => {
  const seen = seenAfter(`(await import('${source}')).settleObjectLayouts()`)
  expect(seen).toEqual(Array.from({ length: 12 }, () => true))
})

test('without it they do not: Node still needs it', () => {
  expect(seenAfter('')).toContain(false)
})
