import { setTimeout as sleep } from 'node:timers/promises'
import type { Connection } from 'mysql2/promise'
import { closeMysql, requireMysql } from '../probes/connect-mysql.ts'
import { readTopicOffsets } from '../probes/topic-offsets.ts'
import type { Check, Finding } from './check.ts'
import type { CheckContext } from './check-context.ts'
import { compareStages } from './compare-stages.ts'
import { describeConservation } from './describe-conservation.ts'
import { createEventTable } from './event-table.ts'
import { findEmails } from './find-emails.ts'
import { hasUnsentEvents, markLateEvents, markLateUsers } from './late-arrivals.ts'
import { type ClosedRange, rangesSince } from './ranges-since.ts'
import { readEvents } from './read-events.ts'
import { readLag } from './read-lag.ts'
import { ledgerFiles, markByEmail, readLedgers } from './read-ledgers.ts'
import { inSnapshot, readInbox, readNotifications, readOutbox, readUsers } from './read-rows.ts'
import { createUserTable } from './user-table.ts'

export const checkConservation: Check = {
  name: 'conservation',
  summary:
    'Users = events on the topic = inbox = notifications, by their ids; whoever a ledger holds as accepted is there',
  reliesOn: ['user-service', 'notification-service'],
  run: conserve,
}

/**
 * Reads the stages in the order in which a registration passes them, so that a stack in use shows no difference either: who is
 * in `users` has its event in the outbox of the same moment or on the topic by now; what is on the topic by now is handled
 * before the inbox is read; inbox and notifications are read at one moment.
 */
async function conserve(context: CheckContext): Promise<Finding> {
  await context.settled()
  // Of its own: snapshots must not be what other checks see.
  const mysql = await requireMysql(context.stack, context.paths)
  try {
    return await compare(context, mysql)
  } finally {
    await closeMysql(mysql)
  }
}

async function compare(context: CheckContext, mysql: Connection): Promise<Finding> {
  const { stack, folders, signal } = context
  const baseline = context.baseline()
  const [kafka, admin] = [await context.kafka(), await context.admin()]
  const users = createUserTable()
  const events = createEventTable()
  const files = ledgerFiles(folders, stack.name)
  const acceptedByEmail = await readLedgers(files, users)
  const lostEmails = await inSnapshot(mysql, async () => {
    await readUsers(mysql, users)
    await readOutbox(mysql, users, events)
    return markByEmail(mysql, acceptedByEmail, users)
  })
  const ranges = rangesSince(baseline?.topic, await readTopicOffsets(admin, stack.topic))
  const topic = await readEvents(kafka, stack.topic, ranges, users, events, signal)
  const unhandled = await waitUntilHandled(context, ranges)
  await inSnapshot(mysql, async () => {
    await readInbox(mysql, events)
    await readNotifications(mysql, events)
  })
  if (hasUnsentEvents(events)) {
    const later = await readTopicOffsets(admin, stack.topic)
    const since = ranges.map(({ partition, end }) => ({ partition, offset: end }))
    await markLateEvents(kafka, stack.topic, rangesSince(since, later), users, events, signal)
  }
  await markLateUsers(mysql, users)
  const { counts, differences } = compareStages(users, events)
  const named = await findEmails(differences, mysql, kafka, stack.topic, ranges, signal)
  return describeConservation({ counts, differences: named, topic, lostEmails, ledgers: files.length, unhandled })
}

/** Waits until the group has handled those ranges; returns how many messages it has not. */
async function waitUntilHandled(context: CheckContext, ranges: readonly ClosedRange[]): Promise<number> {
  const deadline = Date.now() + context.timeoutMs
  for (;;) {
    const lag = await readLag(await context.admin(), context.stack.topic)
    const waiting = ranges.reduce((sum, { partition, end }) => {
      const committed = lag.find((one) => one.partition === partition)?.committed ?? 0
      return sum + Math.max(0, end - committed)
    }, 0)
    if (waiting === 0 || Date.now() > deadline || !(await context.settled()).isSettled) return waiting
    await sleep(100, undefined, { signal: context.signal })
  }
}
