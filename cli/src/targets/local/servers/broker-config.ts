/** What both lines of Kafka have in common: one small broker that answers quickly and keeps what it is told to. */
export function brokerConfig(logFolder: string): Readonly<Record<string, string | number>> {
  return {
    'log.dirs': logFolder,
    // There is no other broker to hand partitions to, and asking for it may take 5 s.
    'controlled.shutdown.enable': 'false',
    'auto.create.topics.enable': 'false',
    'group.initial.rebalance.delay.ms': 0,
    'offsets.topic.num.partitions': 1,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'num.network.threads': 2,
    'num.io.threads': 4,
    'background.threads': 2,
    'log.cleaner.dedupe.buffer.size': 16 * 1024 * 1024,
    'log.segment.bytes': 256 * 1024 * 1024,
    'offsets.topic.segment.bytes': 16 * 1024 * 1024,
  }
}

export function toProperties(config: Readonly<Record<string, string | number>>): string {
  return Object.entries(config)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}
