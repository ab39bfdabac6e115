import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { uuidBytes, uuidText } from '../../../services/shared/src/event-contract.ts'
import { createEventTable, seenIn } from '../../src/checks/event-table.ts'
import { createUserTable, userSeenIn } from '../../src/checks/user-table.ts'

it('holds what a Map would, through many a growth', () => {
  const table = createEventTable(1)
  const ids = Array.from({ length: 5000 }, () => randomUUID())
  const expected = new Map<string, readonly [number, number]>()
  for (const [index, id] of ids.entries()) {
    expect(table.add(uuidBytes(id), seenIn.topic, index + 1)).toBe(false)
    expected.set(id, [seenIn.topic, index + 1])
  }
  for (const [index, id] of ids.slice(0, 500).entries()) {
    expect(table.add(uuidBytes(id), seenIn.inbox, 99)).toBe(false)
    expect(table.add(uuidBytes(id), seenIn.topic, 99)).toBe(true)
    expected.set(id, [seenIn.topic | seenIn.inbox, index + 1])
  }
  expect(table.size).toBe(5000)
  const found = new Map<string, readonly [number, number]>()
  for (const { id, seen, userId } of table.rows()) found.set(uuidText(id), [seen, userId])
  expect(found).toEqual(expected)
})

it('tells ids apart that differ in one byte only', () => {
  const table = createEventTable()
  const ids = Array.from({ length: 16 }, (_, index) => {
    const id = new Uint8Array(16)
    id[index] = 1
    return id
  })
  for (const id of ids) expect(table.add(id, seenIn.topic, undefined)).toBe(false)
  expect(table.size).toBe(16)
  expect(table.get(new Uint8Array(16))).toBeUndefined()
})

it('keeps the user id of whoever knew it first', () => {
  const table = createEventTable()
  const id = uuidBytes(randomUUID())
  table.add(id, seenIn.topic, undefined)
  table.add(id, seenIn.inbox, 7)
  table.add(id, seenIn.notifications, 8)
  expect(table.get(id)).toMatchObject({ userId: 7, seen: seenIn.topic | seenIn.inbox | seenIn.notifications })
})

it('holds users by id, large ones too', () => {
  const table = createUserTable(1)
  const ids = [...Array.from({ length: 5000 }, (_, index) => index * 3 + 1), 2 ** 32, 2 ** 32 + 1, 2 ** 53 - 1]
  for (const id of ids) expect(table.add(id, userSeenIn.users)).toBe(0)
  for (const id of ids) expect(table.add(id, userSeenIn.events)).toBe(userSeenIn.users)
  expect(table.get(2)).toBe(0)
  expect(new Map(table.rows())).toEqual(new Map(ids.map((id) => [id, userSeenIn.users | userSeenIn.events])))
})
