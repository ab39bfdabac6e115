import { type logCreator, logLevel } from 'kafkajs'
import type { Logger } from '../service-logger.ts'

/** Part of normal life with a broker that starts or a group that changes, or reported by us in our own words. */
const expected =
  /coordinator|rebalanc|re-joining|not aware of this member|no leader for|not the leader|election|limiting retries|connection|failed to connect|socket|crash|does not host this topic-partition|topic creation errors|timed out|response without match/i

/** Routes kafkajs' log into ours. What is expected at a start, a rebalance or a restart of the broker goes to debug. */
export function kafkaLogCreator(logger: Logger): logCreator {
  return () =>
    ({ level, namespace, log }) => {
      const { message, timestamp: _, logger: __, stack: ___, ...fields } = log
      const isExpected = expected.test(`${message} ${fields.error ?? ''}`)
      const text = `kafkajs${namespace ? ` ${namespace}` : ''}: ${message}`
      if (level === logLevel.ERROR && !isExpected) logger.error(fields, text)
      else if (level === logLevel.WARN && !isExpected) logger.warn(fields, text)
      else logger.debug(fields, text)
    }
}

export function kafkaLogLevel(logger: Logger): logLevel {
  return logger.isLevelEnabled('debug') ? logLevel.INFO : logLevel.WARN
}
