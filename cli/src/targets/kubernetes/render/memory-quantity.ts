const units: Readonly<Record<string, string>> = { b: '', k: 'Ki', m: 'Mi', g: 'Gi' }

/** "512m" as a Docker engine understands it, in Kubernetes' words: "512Mi". (There "512m" would be half a byte.) */
export function toQuantity(size: string): string {
  const [, number = '0', unit = 'b'] = /^(\d+)([bkmg])?$/.exec(size.toLowerCase()) ?? []
  return `${number}${units[unit] ?? ''}`
}

const factors: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
}

/** "512Mi" in bytes; undefined for what is no quantity of bytes. */
export function quantityBytes(quantity: string | undefined): number | undefined {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)([A-Za-z]*)$/.exec(quantity ?? '') ?? []
  const factor = factors[unit]
  return number === undefined || factor === undefined ? undefined : Math.round(Number(number) * factor)
}
