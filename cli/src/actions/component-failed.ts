import { MsctlError } from '../errors.ts'
import { formatDuration, plural } from '../lib/units.ts'
import type { ProbeResult } from '../probes/probe.ts'
import type { ComponentName } from '../stack/components.ts'
import { nameFlag } from '../stack/name-flag.ts'
import { type ComponentStatus, componentOf, type Evidence, type Stack } from '../stack/stack.ts'
import { heldUpBy, waitsFor } from '../stack/waits-for.ts'
import { knownCause } from './known-cause.ts'
import { outOfMemory } from './out-of-memory.ts'

const linesShown = 20

/** One or more components have failed: the one that no other of them explains comes first, with all that is known about it. */
export function componentFailed(
  stack: Stack,
  failed: readonly ComponentName[],
  statuses: readonly ComponentStatus[],
  answers: ReadonlyMap<ComponentName, ProbeResult>,
): MsctlError {
  const [root, ...others] = rootFirst(stack, failed)
  const status = statuses.find(({ name, state }) => name === root && state === 'failed')
  if (root === undefined || status === undefined) throw new Error(`no failed component among ${failed.join(', ')}`)
  const lastLines = (status.evidence?.lastLines ?? []).slice(-linesShown)
  const component = componentOf(stack, root)
  const cause = (component && outOfMemory(component, status.evidence)) ?? status.cause ?? knownCause(lastLines)
  const answer = answers.get(root)
  const probe = status.evidence?.lastProbe ?? (answer?.works === false ? answer.detail : undefined)
  const heldUp = heldUpBy(stack, root).filter((name) => !others.includes(name))
  return new MsctlError('MSCTL_COMPONENT_FAILED', headline(root, status), {
    suggestions: cause?.suggestions ?? [
      `msctl up --keep-on-failure${nameFlag(stack.name)} leaves all as it is, for a look`,
    ],
    details: {
      component: root,
      alsoFailed: others,
      ...(cause ? { why: cause.why } : {}),
      ...evidenceFields(status.evidence),
      restarts: status.restarts,
      ...(probe ? { lastProbe: probe } : {}),
      heldUp,
      lastLines,
      evidence: [
        ...(cause ? [{ label: 'why', text: cause.why }] : []),
        ...((status.evidence && !status.cause) || !status.detail ? [] : [{ label: 'state', text: status.detail }]),
        ...(lastLines.length > 0 ? [{ label: 'last', text: lastLines.join('\n') }] : []),
        ...(probe ? [{ label: 'probe', text: probe }] : []),
        ...(others.length > 0 ? [{ label: 'also failed', text: others.join(', ') }] : []),
        ...(heldUp.length > 0 ? [{ label: 'held up', text: heldUp.join(', ') }] : []),
        { label: 'logs', text: `msctl logs ${root} --previous${nameFlag(stack.name)}` },
      ],
    },
  })
}

function rootFirst(stack: Stack, failed: readonly ComponentName[]): readonly ComponentName[] {
  const waits = (name: ComponentName): number => {
    const component = stack.components.find((other) => other.name === name)
    return component ? waitsFor(stack, component).filter((other) => failed.includes(other)).length : 0
  }
  return failed.toSorted((a, b) => waits(a) - waits(b))
}

function headline(name: ComponentName, { evidence, restarts }: ComponentStatus): string {
  const after = evidence?.livedMs === undefined ? '' : ` ${formatDuration(evidence.livedMs)} after it was started`
  const tries = restarts > 0 ? `, restarted ${plural(restarts, 'time')} before` : ''
  return `${name} failed${after}: ${endOf(evidence)}${tries}`
}

function endOf(evidence: Evidence | undefined): string {
  if (evidence?.outOfMemory) return 'out of memory'
  if (evidence?.signal) return `killed (${evidence.signal})`
  if (evidence?.exitCode !== undefined) return `exit code ${evidence.exitCode}`
  return 'it could not be started'
}

function evidenceFields(evidence: Evidence | undefined): Partial<Evidence> {
  if (!evidence) return {}
  const { lastLines: _, lastProbe: __, ...fields } = evidence
  return fields
}
