import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** A program that needs no other one and prints a text, and adds a line to `<path>.calls` each time it is called. */
export function writeProgram(path: string, output: string, exitCode = 0): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `#!/bin/sh\necho "$@" >> '${path}.calls'\nprintf '%s\\n' '${output}'\nexit ${exitCode}\n`)
  chmodSync(path, 0o755)
}
