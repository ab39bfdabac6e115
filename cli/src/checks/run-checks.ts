import { MsctlError } from '../errors.ts'
import { asCouldNotAsk } from '../probes/as-could-not-ask.ts'
import { whyForeign } from '../stack/stack.ts'
import type { Check, CheckResult } from './check.ts'
import type { CheckContext } from './check-context.ts'

/** Runs checks side by side. What cannot be asked becomes a verdict; anything else that is thrown is thrown on, once all have ended. */
export async function runChecks(chosen: readonly Check[], context: CheckContext): Promise<readonly CheckResult[]> {
  const endings = await Promise.allSettled(chosen.map((check) => runCheck(check, context)))
  return endings.map((ending) => {
    if (ending.status === 'rejected') throw ending.reason
    return ending.value
  })
}

async function runCheck({ name, reliesOn, run }: Check, context: CheckContext): Promise<CheckResult> {
  const foreign = reliesOn && whyForeign(context.stack, reliesOn)
  if (foreign) return { name, verdict: 'not-comparable', detail: foreign, lines: [], evidence: {} }
  try {
    return { name, lines: [], evidence: {}, ...(await run(context)) }
  } catch (thrown) {
    context.signal.throwIfAborted()
    const error = asCouldNotAsk(thrown)
    if (!(error instanceof MsctlError) || error.code !== 'MSCTL_COULD_NOT_ASK') throw error
    return { name, verdict: 'unknown', detail: `could not ask: ${error.message}`, lines: [], evidence: {} }
  }
}
