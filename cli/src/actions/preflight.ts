import { MsctlError } from '../errors.ts'
import type { Run } from '../lib/run.ts'
import type { Stack } from '../stack/stack.ts'
import type { Problem, Target } from '../targets/target.ts'

/** Throws one error with everything that this machine lacks for the stack; returns when it lacks nothing. */
export async function preflight(stack: Stack, target: Target, run: Run): Promise<void> {
  const problems = await target.preflight(stack, run)
  const [first, ...others] = problems
  if (first === undefined) return
  const codes = new Set(problems.map(({ code }) => code))
  throw new MsctlError(codes.size === 1 ? first.code : 'MSCTL_MACHINE_LACKS', first.summary, {
    suggestions: suggestionsOf(problems),
    details: {
      ...first.details,
      problems: problems.map(({ code, summary, details }) => ({ code, summary, ...details })),
      evidence: others.map(({ summary }) => ({ label: 'also', text: summary })),
      outcome: 'Nothing was started',
    },
  })
}

function suggestionsOf(problems: readonly Problem[]): readonly string[] {
  return [...new Set(problems.flatMap(({ suggestions }) => suggestions))]
}
