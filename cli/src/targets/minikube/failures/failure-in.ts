import { eventsIn } from '../cloud-events.ts'
import type { Outcome } from '../minikube-cli.ts'

/** Why minikube gave up, in its own words. */
export interface Failure {
  readonly exitCode: number
  /** "PROVIDER_DOCKER_NOT_RUNNING": one of the fixed names in pkg/minikube/reason/reason.go; empty where it gave none. */
  readonly id: string
  readonly message: string
  readonly advice?: string
  readonly url?: string
}

/** From the last error event that ends the program, or, of commands that have no events, from "Exiting due to ID: message". */
export function failureIn({ exitCode, stdout, stderr }: Outcome): Failure {
  const events = eventsIn(stdout)
  // There are error events that end nothing: advice about a proxy.
  const fatal = events.findLast(({ kind, data }) => kind === 'error' && data.exitcode !== undefined)
  if (fatal) {
    const { name = '', message = '', advice: given, url } = fatal.data
    // Some of its advice comes out with the gaps in it that were to be filled.
    const advice = given?.includes('{{') ? undefined : given
    return { exitCode, id: name, message, ...(advice && { advice }), ...(url && { url }) }
  }
  const [, id = '', message = ''] = /Exiting due to ([A-Z0-9_]+): (.*)/.exec(`${stderr}\n${stdout}`) ?? []
  if (id) return { exitCode, id, message }
  const said = events.findLast(({ data }) => data.message)?.data.message
  return { exitCode, id: '', message: said ?? lastLine(stderr) ?? lastLine(stdout) ?? `exit code ${exitCode}` }
}

/** Without the marks of its lists, and the frame around its advice. */
function lastLine(text: string): string | undefined {
  return text
    .split('\n')
    .map((line) => line.replace(/^[*!X\s-]+/, '').trim())
    .findLast((line) => line !== '' && !/^[╭│╰]/.test(line))
}
