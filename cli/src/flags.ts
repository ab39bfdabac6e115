import { Flags } from '@oclif/core'
import { MsctlError } from './errors.ts'
import { parseDuration } from './lib/parse-duration.ts'

/** A flag whose value is a time like 180s, 5m or 1h30m; parsed to milliseconds. As a limit it cannot be 0. */
export const durationFlag = Flags.custom<number>({
  helpValue: 'TIME',
  defaultHelp: async ({ options }) => `${Number(options.default) / 1000}s`,
  parse: async (text, _context, options) => {
    const ms = parseDuration(text)
    if (ms !== undefined && (ms > 0 || options.name !== 'timeout')) return ms
    const reason = ms === undefined ? 'not a time' : 'must be longer than 0'
    throw new MsctlError('MSCTL_USAGE', `--${options.name} ${text}: ${reason}`, {
      suggestions: [`--${options.name} 180s, 5m or 1h30m`],
    })
  },
})
