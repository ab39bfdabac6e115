import { answer, type Handler } from './small-api-server.ts'

export const partOf = { 'app.kubernetes.io/part-of': 'msctl' }
export const ours = { ...partOf, 'app.kubernetes.io/managed-by': 'msctl' }

type Labels = Readonly<Record<string, string>>

export interface SmallNamespace {
  readonly handler: Handler
  /** "secrets registry", of what is there now. */
  readonly objects: () => readonly string[]
  readonly isThere: () => boolean
}

/** One namespace of an API server: lists by label, deletes at once. `objects`: labels by "secrets registry"; `forbidden`: "DELETE namespaces". */
export function smallNamespace(
  name: string,
  labels: Labels,
  objects: Readonly<Record<string, Labels>>,
  forbidden: readonly string[] = [],
): SmallNamespace {
  const there = new Map(Object.entries(objects))
  let isThere = true
  const metadata = (one: string, own: Labels) => ({ metadata: { name: one, labels: own } })
  const handler: Handler = ({ method, url = '' }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://small')
    const [, plural = 'namespaces', object] = /\/namespaces\/[^/]+(?:\/([^/]+)(?:\/([^/]+))?)?$/.exec(pathname) ?? []
    if (forbidden.includes(`${method} ${plural}`)) return answer(response, 403, { reason: 'Forbidden' })
    if (!isThere) return answer(response, 404, {})
    if (plural === 'namespaces') {
      if (method === 'DELETE') {
        isThere = false
        there.clear()
      }
      return answer(response, 200, metadata(name, labels))
    }
    if (method === 'DELETE') return answer(response, there.delete(`${plural} ${object}`) ? 200 : 404, {})
    const wanted = searchParams.get('labelSelector')?.split(',') ?? []
    const items = [...there].flatMap(([one, own]) => {
      const [kind, called = ''] = one.split(' ')
      const isWanted = wanted.every((pair) => own[pair.split('=')[0] ?? ''] === pair.split('=')[1])
      return kind === plural && isWanted ? [metadata(called, own)] : []
    })
    return answer(response, 200, { items })
  }
  return { handler, objects: () => [...there.keys()], isThere: () => isThere }
}
