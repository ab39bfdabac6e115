/** One line for each fact that differs, by its path: `compose.yaml: kafka.memory is "1g", expected "KAFKA_MEMORY"`; [] when all are the same. */
export function differences(where: string, expected: object, found: object): readonly string[] {
  const [wanted, had] = [flatten(expected), flatten(found)]
  return [...new Set([...wanted.keys(), ...had.keys()])]
    .filter((path) => had.get(path) !== wanted.get(path))
    .sort()
    .map(
      (path) => `${where}: ${path} is ${had.get(path) ?? 'missing'}, expected ${wanted.get(path) ?? 'nothing there'}`,
    )
}

/** Objects by path, lists as a whole: in them the order counts. */
function flatten(value: object, prefix = ''): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(value).flatMap(([key, inner]) => {
      const path = prefix + key
      const isBranch = typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      if (isBranch && Object.keys(inner).length > 0) return [...flatten(inner, `${path}.`)]
      return inner === undefined ? [] : [[path, JSON.stringify(inner)] as const]
    }),
  )
}
