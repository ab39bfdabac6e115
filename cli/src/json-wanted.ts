/** By flag or by its variable; to be known before anything is parsed, since what cannot be parsed is told in JSON, too. */
export function isJsonWanted(argv: readonly string[], env: NodeJS.ProcessEnv = process.env): boolean {
  const end = argv.indexOf('--')
  const own = end === -1 ? argv : argv.slice(0, end)
  return own.includes('--json') || ['1', 'true', 'y', 'yes'].includes(env.MSCTL_JSON?.toLowerCase() ?? '')
}
