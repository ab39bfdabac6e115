import { holdsPort } from '../listening-sockets.ts'
import type { Gate } from '../process-spec.ts'
import { askGate, describeGate, type GateAnswer, portOfGate } from './ask-gate.ts'
import { untilHolds } from './until-holds.ts'

export interface Unmet {
  readonly waitsFor: { readonly port: number; readonly answer: string }
  /** "tcp 127.0.0.1:9092: connection refused (4 tries)" */
  readonly lastProbe: string
}

/** True once all hold in the same round, false when aborted. */
export async function untilAllHold(
  gates: readonly Gate[],
  signal: AbortSignal,
  onUnmet: (unmet: Unmet) => void,
): Promise<boolean> {
  let unmet: Gate | undefined
  const ask = async (): Promise<GateAnswer> => {
    const answers = await Promise.all(gates.map(askGate))
    const index = answers.findIndex(({ holds }) => !holds)
    unmet = gates[index]
    return answers[index] ?? { holds: true, answer: '' }
  }
  return untilHolds(ask, signal, (answer, tries) => {
    if (unmet) onUnmet(toUnmet(unmet, answer, tries))
  })
}

/** True once the gate is answered, and not by a stranger on the same port; false when aborted. */
export async function untilStarted(
  gate: Gate,
  members: () => readonly number[],
  signal: AbortSignal,
  onProbe: (lastProbe: string) => void,
): Promise<boolean> {
  const ask = async (): Promise<GateAnswer> => {
    const answer = await askGate(gate)
    if (answer.holds && holdsPort(members(), portOfGate(gate)) === false) {
      return { holds: false, answer: 'another process answers on this port' }
    }
    return answer
  }
  return untilHolds(ask, signal, (answer, tries) => onProbe(describeProbe(gate, answer, tries)))
}

function toUnmet(gate: Gate, answer: GateAnswer, tries: number): Unmet {
  return {
    waitsFor: { port: portOfGate(gate), answer: answer.answer },
    lastProbe: describeProbe(gate, answer, tries),
  }
}

function describeProbe(gate: Gate, { answer }: GateAnswer, tries: number): string {
  return `${describeGate(gate)}: ${answer}${tries > 1 ? ` (${tries} tries)` : ''}`
}
