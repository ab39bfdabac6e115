import { describe, expect, it } from 'vitest'
import { groupMessages } from '../src/group-messages.ts'
import { original } from './original.ts'

const theirs: typeof groupMessages = original('producer/groupMessagesPerPartition.js')

describe('messages', () => {
  const messages = Array.from({ length: 100 }, (_, id) => ({ id }))
  const toGroup = (partitions: number) => ({
    topic: 't',
    partitionMetadata: Array.from({ length: partitions }, (_, partitionId) => ({ partitionId })),
    messages,
    partitioner: ({ message }: { message: { id: number } }) => (message.id * 7) % partitions,
  })

  it('are grouped by partition as kafkajs does it', () => {
    expect(groupMessages(toGroup(3))).toEqual(theirs(toGroup(3)))
    expect(groupMessages(toGroup(3))[0]?.slice(0, 3)).toEqual([{ id: 0 }, { id: 3 }, { id: 6 }])
  })

  it('go nowhere where there is no partition', () => {
    expect(groupMessages(toGroup(0))).toEqual({})
  })
})
