import { MsctlError } from '../errors.ts'
import { suggest } from '../lib/suggest.ts'
import type { Check } from './check.ts'
import { checkConservation } from './check-conservation.ts'
import { checkDashboards } from './check-dashboards.ts'
import { checkDeadLetters } from './check-dead-letters.ts'
import { checkEventsConsumed } from './check-events-consumed.ts'
import { checkGateway } from './check-gateway.ts'
import { checkLag } from './check-lag.ts'
import { checkQueries } from './check-queries.ts'
import { checkTargets } from './check-targets.ts'

/** Those that run when none is named. */
const defaultChecks: readonly Check[] = [
  checkTargets,
  checkGateway,
  checkLag,
  checkDeadLetters,
  checkConservation,
  checkEventsConsumed,
  checkQueries,
]

/** All built-in checks, in the order in which they are shown. What proves nothing about the events runs only when it is named. */
export const checks: readonly Check[] = [...defaultChecks, checkDashboards]

/** The checks of those names, without any those that need not be named; MSCTL_USAGE for a name that there is not. "dead letters" and "dead_letters" count as dead-letters. */
export function chooseChecks(names: readonly string[]): readonly Check[] {
  if (names.length === 0) return defaultChecks
  const chosen = new Set(names.map((name) => findCheck(name)))
  return checks.filter((check) => chosen.has(check))
}

function findCheck(name: string): Check {
  const found = checks.find((check) => plain(check.name) === plain(name))
  if (found !== undefined) return found
  const known = checks.map((check) => check.name)
  throw new MsctlError('MSCTL_USAGE', `unknown check "${name}"; known: ${known.join(', ')}`, {
    suggestions: suggest(name, known).map((other) => `did you mean ${other}?`),
    details: { known },
  })
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_]/g, '-')
}
