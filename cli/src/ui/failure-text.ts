import type { Failure } from '../failure.ts'
import type { Pen } from './pen.ts'

/** The one form in which an error is shown: what failed, what to try, the exit code. */
export function failureText(failure: Failure, pen: Pen): string {
  const [first, ...rest] = failure.message.split('\n')
  return [
    `${pen.paint('red', pen.symbols.fail)} ${first}`,
    ...rest,
    ...(failure.stack === undefined ? [] : ['', pen.paint('dim', failure.stack), '']),
    ...failure.suggestions.map((text, index) => `${index === 0 ? 'Try  ' : '     '}    ${text}`),
    `exit ${failure.exit}`,
  ].join('\n')
}
