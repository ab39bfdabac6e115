import { createServer } from 'node:net'
import { basename } from 'node:path'
import { portSettingName } from '../../stack/settings.ts'
import type { Component, Stack } from '../../stack/stack.ts'
import { readProcess } from '../local/supervisor/process-table.ts'
import { tryReadRecord } from '../local/supervisor/record.ts'
import { stackOf } from '../local/supervisor/stack-marker.ts'
import type { Problem } from '../target.ts'
import { describeSince } from './describe-since.ts'
import { findPortHolder, type PortHolder } from './port-holder.ts'

/** One problem for each port that cannot be bound, unless this stack itself holds it. */
export async function portProblems(
  { components, bind, portOffset = 0 }: Pick<Stack, 'components' | 'bind' | 'portOffset'>,
  stateFolder: string,
): Promise<readonly Problem[]> {
  const ports = components.flatMap(({ name, ports }) =>
    Object.entries(ports).map(([portName, port]) => ({ component: name, portName, port, offset: portOffset })),
  )
  const problems = await Promise.all(ports.map((wanted) => problemOf(wanted, bind, stateFolder)))
  const addressProblem = problems.find((problem) => problem?.code === 'MSCTL_MACHINE_LACKS' && !problem.details)
  return addressProblem ? [addressProblem] : problems.flatMap((problem) => problem ?? [])
}

interface WantedPort {
  readonly component: Component['name']
  readonly portName: string
  readonly port: number
  /** Contained in `port`. */
  readonly offset: number
}

async function problemOf(wanted: WantedPort, host: string, stateFolder: string): Promise<Problem | undefined> {
  const { component, port } = wanted
  const code = await tryBind(port, host)
  switch (code) {
    case undefined:
      return undefined
    case 'EADDRINUSE': {
      const holder = await findPortHolder(port)
      return isOwn(holder, stateFolder) ? undefined : portTaken(wanted, holder)
    }
    case 'EADDRNOTAVAIL':
      return {
        code: 'MSCTL_MACHINE_LACKS',
        summary: `this machine has no address ${host} to bind ports to`,
        suggestions: ['msctl up --bind 127.0.0.1'],
      }
    default:
      return {
        code: 'MSCTL_MACHINE_LACKS',
        summary: `port ${port} (${component}) cannot be bound: ${code}`,
        suggestions: suggestions(wanted, port < 1024 ? port + 8000 : port + 1),
        details: { port, component },
      }
  }
}

function tryBind(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)))
  })
}

function isOwn({ pid }: PortHolder, stateFolder: string): boolean {
  if (pid === undefined) return false
  if (stackOf(pid) === stateFolder) return true
  const group = readProcess(pid)?.group
  return (tryReadRecord(stateFolder)?.processes ?? []).some(({ live }) => live?.pid === group)
}

function portTaken(wanted: WantedPort, holder: PortHolder): Problem {
  const { component, port } = wanted
  const { pid, command, user, since } = holder
  const stack = pid === undefined ? undefined : stackOf(pid)
  const words = [
    command ?? (pid === undefined ? 'a process that this user may not see' : ''),
    ...(pid === undefined ? [] : [`pid ${pid}`]),
    ...(user === undefined ? [] : [`user ${user}`]),
    ...(stack === undefined ? [] : [`part of stack "${basename(stack)}"`]),
    ...(since === undefined ? [] : [`running since ${describeSince(since)}`]),
  ]
  return {
    code: 'MSCTL_PORT_TAKEN',
    summary: `port ${port} (${component}) is taken by ${words.filter(Boolean).join(', ')}`,
    suggestions: suggestions(wanted, port + 1),
    details: { port, component, ...(pid !== undefined && { pid }), ...(command !== undefined && { command }) },
  }
}

function suggestions({ component, portName, offset }: WantedPort, other: number): readonly string[] {
  return [
    `msctl up --port-offset ${offset + 100}: every port moves by 100`,
    `MSCTL_${portSettingName(component, portName)}=${other - offset} msctl up: only this one`,
  ]
}
