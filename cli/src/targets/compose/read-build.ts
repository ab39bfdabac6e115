/** What BuildKit tells of a build, within the lines of `docker compose --progress json`. */
export interface BuildEvent {
  readonly vertexes?: readonly {
    readonly name: string
    readonly started?: string
    readonly completed?: string
  }[]
  readonly logs?: readonly { readonly data: string }[]
}

/** "user-service 3/3: COPY . ." for the step that began; undefined where none did, or only one of BuildKit's own. */
export function buildStep({ vertexes = [] }: BuildEvent): string | undefined {
  const begun = vertexes.findLast(({ started, completed }) => started !== undefined && completed === undefined)
  const [, where, what] = /^\[([^\]]+)\] (.*)$/.exec(begun?.name ?? '') ?? []
  if (where === undefined || /(^| )internal$/.test(where)) return undefined
  return `${where}: ${what}`
}

/** What the commands of a build printed. */
export function buildOutput({ logs = [] }: BuildEvent): readonly string[] {
  return logs.flatMap(({ data }) => Buffer.from(data, 'base64').toString().split('\n')).filter((line) => line.trim())
}
