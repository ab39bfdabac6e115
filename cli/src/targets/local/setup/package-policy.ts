import { compareVersions } from '../tools/version-number.ts'

/** Packages that serve a purpose together. */
export interface PackageChoice {
  readonly names: readonly string[]
  /** The first one's version must not be before that. */
  readonly atLeast?: string
}

/** The first choice of which all packages can be had, by what `apt-cache policy` printed; undefined when there is none. */
export function choosePackages(choices: readonly PackageChoice[], policy: string): readonly string[] | undefined {
  const versions = parsePolicy(policy)
  return choices.find(({ names, atLeast = '0' }) => {
    const [first] = names
    return names.every((name) => versions.has(name)) && compareVersions(versions.get(first ?? '') ?? '0', atLeast) >= 0
  })?.names
}

/** Version by package, without epoch; packages without a candidate are left out. */
function parsePolicy(policy: string): ReadonlyMap<string, string> {
  const pattern = /^(\S+):\n {2}Installed: .*\n {2}Candidate: (?:\d+:)?(\d\S*)$/gm
  return new Map([...policy.matchAll(pattern)].map(([, name = '', version = '']) => [name, version]))
}
