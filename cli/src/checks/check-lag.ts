import { CONSUMER_GROUP } from '../../../services/shared/src/event-contract.ts'
import { formatCount } from '../lib/units.ts'
import type { Check } from './check.ts'

export const checkLag: Check = {
  name: 'lag',
  summary: 'notification-service has handled all that is on the topic, and the outbox is empty',
  reliesOn: ['notification-service'],
  run: async (context) => {
    const { host, port } = await context.paths.to('kafka', 'kafka')
    context.showCommand(
      `kafka-consumer-groups.sh --bootstrap-server ${host}:${port} --describe --group ${CONSUMER_GROUP}`,
    )
    const { isSettled, lag, outboxRows, waitedMs } = await context.settled()
    const evidence = { partitions: lag, outboxRows, waitedMs }
    if (isSettled) return { verdict: 'ok', detail: `0 on ${lag.length} partitions`, evidence }
    const total = lag.reduce((sum, partition) => sum + partition.lag, 0)
    const outbox = outboxRows > 0 ? `, ${formatCount(outboxRows)} in the outbox` : ''
    return {
      verdict: 'failed',
      detail: `${formatCount(total)} on ${lag.length} partitions${outbox} after ${Math.round(waitedMs / 1000)} s`,
      lines: lag
        .filter((partition) => partition.lag > 0)
        .map(({ partition, committed, end }) => `partition ${partition}: handled up to ${committed} of ${end}`),
      evidence,
    }
  },
}
