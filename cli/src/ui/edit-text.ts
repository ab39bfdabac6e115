import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MsctlError } from '../errors.ts'

/**
 * Opens the text in the user's editor (VISUAL, EDITOR, else vi) and returns what it is when the editor ends, without the line end
 * that editors add. The file is removed in any case. MSCTL_TOOL_MISSING when the editor cannot be run.
 */
export async function editText(text: string, name: string, env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const { execa } = await import('execa')
  const folder = mkdtempSync(join(tmpdir(), 'msctl-edit-'))
  const file = join(folder, name)
  const editor = env.VISUAL || env.EDITOR || 'vi'
  try {
    writeFileSync(file, text.endsWith('\n') ? text : `${text}\n`)
    // A command of its own words, as git and kubectl take it: "code --wait".
    const { failed, shortMessage } = await execa(`${editor} "$MSCTL_EDITED"`, {
      shell: true,
      stdio: 'inherit',
      reject: false,
      env: { MSCTL_EDITED: file },
    })
    if (failed) {
      throw new MsctlError('MSCTL_TOOL_MISSING', `the editor "${editor}" failed: ${shortMessage}`, {
        suggestions: ['EDITOR names the one to use'],
      })
    }
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
