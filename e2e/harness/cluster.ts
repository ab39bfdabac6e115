import { execa } from 'execa'

/** kubectl in the namespace of a stack; throws with what it said where it fails. */
export async function kubectl(namespace: string, ...args: readonly string[]): Promise<string> {
  return (await execa('kubectl', ['--namespace', namespace, ...args])).stdout
}

/** Applies objects that are no part of the stack. */
export async function applyObjects(namespace: string, ...objects: readonly object[]): Promise<void> {
  const list = { apiVersion: 'v1', kind: 'List', items: objects }
  await execa('kubectl', ['--namespace', namespace, 'apply', '-f', '-'], { input: JSON.stringify(list) })
}

/** What there still is of a namespace. */
export async function namespaceLeftovers(namespace: string): Promise<readonly string[]> {
  const { failed } = await execa('kubectl', ['get', 'namespace', namespace], { reject: false })
  return failed ? [] : [`namespace ${namespace}`]
}

/** Removes a namespace with all that is in it, whoever made it: what a test that failed left. */
export async function removeNamespace(namespace: string): Promise<void> {
  await execa('kubectl', ['delete', 'namespace', namespace, '--ignore-not-found', '--timeout', '120s'], {
    reject: false,
  })
}
