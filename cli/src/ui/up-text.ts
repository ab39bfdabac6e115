import type { UpResult } from '../actions/up.ts'
import { formatDuration } from '../lib/units.ts'
import { addressesOf } from '../stack/addresses.ts'
import type { ComponentName } from '../stack/components.ts'
import { nameFlag } from '../stack/name-flag.ts'
import type { Stack } from '../stack/stack.ts'
import { addressTable } from './address-table.ts'
import type { Pen } from './pen.ts'
import { readyTable } from './ready-table.ts'

/** What `up` leaves on the terminal: each component, how long it took and why, where everything is, what to do next. */
export function upText(result: UpResult, pen: Pen): string {
  const { symbols } = pen
  const skipped = result.components.filter(({ state }) => state === 'skipped').map(({ name }) => name)
  return [
    readyTable(result.components, pen),
    ...(result.canary ? [`  ${pen.paint('green', symbols.ok)} canary: ${result.canary.detail}`] : []),
    '',
    readyLine(result),
    '',
    addressTable(addressesOf(result.stack, skipped)),
    '',
    `Next: ${nextCommands(result.stack).join('    ')}`,
  ].join('\n')
}

function readyLine({ ranAlready, durationMs, longest }: UpResult): string {
  if (ranAlready) return `Nothing was missing, all works (looked at in ${formatDuration(durationMs)}).`
  const chain = longest.length > 1 ? ` Longest: ${longest.join(' → ')}.` : ''
  return `Ready in ${formatDuration(durationMs)}.${chain}`
}

const neededToSeed: readonly ComponentName[] = [
  'mysql',
  'kafka',
  'user-service',
  'notification-service',
  'traefik',
  'prometheus',
]

/** Of a part of the stack only what works with that part. */
function nextCommands({ name, components }: Stack): readonly string[] {
  const isWhole = neededToSeed.every((needed) => components.some((component) => component.name === needed))
  const next = isWhole ? ['msctl seed --count 1000', 'msctl logs -f', 'msctl check'] : ['msctl logs -f', 'msctl up']
  return [...next, 'msctl down'].map((one) => `${one}${nameFlag(name)}`)
}
