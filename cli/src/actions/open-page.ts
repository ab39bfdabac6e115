import { spawn } from 'node:child_process'

/** Opens the page in the user's browser; false where there is none. Never waits for it. */
export async function openPage(url: string, env: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  const program = browserProgram(env)
  if (program === undefined) return false
  return new Promise((resolve) => {
    const child = spawn(program, [url], { stdio: 'ignore', detached: true })
    child.once('error', () => resolve(false))
    child.once('spawn', () => {
      child.unref()
      resolve(true)
    })
  })
}

function browserProgram(env: NodeJS.ProcessEnv): string | undefined {
  if (process.platform === 'darwin') return 'open'
  if (env.WSL_DISTRO_NAME) return 'wslview'
  const hasScreen = Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
  return hasScreen ? 'xdg-open' : undefined
}
