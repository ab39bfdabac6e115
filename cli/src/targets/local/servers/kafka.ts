import type { Prepare } from '../local-context.ts'
import { prepareKafkaWithKraft } from './kafka-with-kraft.ts'
import { prepareKafkaWithZookeeper } from './kafka-with-zookeeper.ts'

export const prepareKafka: Prepare = (context) =>
  context.stack.kafkaMode === 'kraft' ? prepareKafkaWithKraft(context) : prepareKafkaWithZookeeper(context)
