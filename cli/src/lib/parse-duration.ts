const unitsMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

/** "180s", "5m", "1h30m", "500ms", "90" (seconds) in milliseconds; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000
  if (!/^(\d+(\.\d+)?(ms|s|min|m|h|d))+$/.test(text)) return undefined
  const parts = text.matchAll(/(?<number>\d+(?:\.\d+)?)(?<unit>ms|s|min|m|h|d)/g)
  return [...parts].reduce((sum, { groups }) => sum + Number(groups?.number) * (unitsMs[groups?.unit ?? ''] ?? 0), 0)
}
