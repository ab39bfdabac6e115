import { MsctlError } from '../errors.ts'
import { kafkaUnreachable } from './create-kafka.ts'
import { reasonOf } from './reason-of.ts'

/** An error of the MySQL or Kafka client as MSCTL_COULD_NOT_ASK; any other one as it is. */
export function asCouldNotAsk(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof MsctlError) return error
  if (error.name.startsWith('KafkaJS')) return kafkaUnreachable(error)
  const isMysql =
    'sqlState' in error || 'fatal' in error || ('code' in error && /^(PROTOCOL|ER)_/.test(String(error.code)))
  if (!isMysql) return error
  if ('code' in error && error.code === 'ER_NO_SUCH_TABLE') {
    return new MsctlError('MSCTL_COULD_NOT_ASK', `a service has not made its tables yet: ${reasonOf(error)}`, {
      cause: error,
      suggestions: ['msctl status shows whether both services run', 'msctl up starts what is missing'],
    })
  }
  return new MsctlError('MSCTL_COULD_NOT_ASK', `MySQL does not answer as it should: ${reasonOf(error)}`, {
    cause: error,
    suggestions: ['msctl status', 'msctl logs mysql --tail 20'],
  })
}
