import { expect, it } from 'vitest'
import { processCommand } from '../../../src/targets/local/process-command.ts'
import { openPlace, smallSpec } from './small-stack.ts'

it('is a shell line with names of variables and quoted words, without a secret', async () => {
  const spec = await smallSpec(openPlace())
  const line = processCommand({ ...spec, cwd: '/a b', logFile: '/l', argv: ['/bin/x', "it's", '--port=1'] })
  expect(line).toBe(`(cd '/a b' && exec env -i SECRET="$SECRET" /bin/x 'it'\\''s' --port=1 >> /l 2>&1) &`)
})
