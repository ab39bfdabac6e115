import type { Run } from '../lib/run.ts'
import type { ComponentName } from '../stack/components.ts'
import type { Stack } from '../stack/stack.ts'
import type { Endpoint, Target } from '../targets/target.ts'

/** Paths from this machine to the ports of a stack: each is opened at the first use and kept until all are closed together. */
export interface Paths extends AsyncDisposable {
  /** Of the given replica, or the stack's own address of it. Rejects when the target cannot open it; the next call tries again. */
  to(component: ComponentName, port: string, replica?: number): Promise<Endpoint>
  /** After a failure: the next call opens the path anew, since a replica that was started again may have another port. */
  forget(component: ComponentName, port: string, replica?: number): void
  /** "http://127.0.0.1:8000" */
  url(component: ComponentName, port: string, replica?: number): Promise<string>
}

export function openPaths(stack: Stack, target: Target, run: Run): Paths {
  const opened = new Map<string, Promise<Endpoint>>()
  const forgotten: Promise<Endpoint>[] = []
  const to: Paths['to'] = (component, port, replica) => {
    const key = keyOf(component, port, replica)
    const known = opened.get(key)
    if (known !== undefined) return known
    const path = target.connect(stack, component, port, run, replica)
    opened.set(key, path)
    path.catch(() => opened.delete(key))
    return path
  }
  return {
    to,
    forget(component, port, replica) {
      const key = keyOf(component, port, replica)
      const path = opened.get(key)
      if (path) forgotten.push(path)
      opened.delete(key)
    },
    async url(component, port, replica) {
      const { host, port: number } = await to(component, port, replica)
      return `http://${host}:${number}`
    },
    async [Symbol.asyncDispose]() {
      const endings = await Promise.allSettled([...opened.values(), ...forgotten.splice(0)])
      opened.clear()
      await Promise.all(
        endings.map((ending) => (ending.status === 'fulfilled' ? ending.value[Symbol.asyncDispose]() : undefined)),
      )
    },
  }
}

function keyOf(component: ComponentName, port: string, replica: number | undefined): string {
  return `${component}/${port}/${replica ?? ''}`
}
