import { Flags } from '@oclif/core'
import { MsctlError } from './errors.ts'
import { parseDuration } from './lib/parse-duration.ts'

/** A flag whose value is a time like 180s, 5m or 1h30m; parsed to milliseconds. */
export const durationFlag = Flags.custom<number>({
  helpValue: 'TIME',
  parse: async (text, _context, options) => {
    const ms = parseDuration(text)
    if (ms !== undefined) return ms
    throw new MsctlError('MSCTL_USAGE', `--${options.name} ${text}: not a time`, {
      suggestions: [`--${options.name} 180s, 5m or 1h30m`],
    })
  },
})
