import { readFileSync } from 'node:fs'
import type { Failure } from '../failure.ts'

/** In GitHub Actions, where nobody can open the report file afterwards: its sections as folded groups. Nothing elsewhere. */
export function foldedReport({ details }: Failure, env: NodeJS.ProcessEnv): string {
  if (env.GITHUB_ACTIONS !== 'true' || typeof details.report !== 'string') return ''
  const [, ...sections] = readFileSync(details.report, 'utf8').split(/^== /m)
  return sections
    .map((section) => {
      const [title, ...lines] = section.trimEnd().split('\n')
      // A line of a log that looks like a workflow command must not act as one.
      const safe = lines.map((line) => line.replace(/^(\s*)::/, '$1: :'))
      return `::group::${title}\n${safe.join('\n')}\n::endgroup::\n`
    })
    .join('')
}
