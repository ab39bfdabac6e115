import { format, type SqlValue } from 'mysql2'
import { expect, it } from 'vitest'
import { uuidBytes } from '../../src/event-contract.ts'
import { sqlUuid } from '../../src/mysql/sql-uuid.ts'

const id = '019ad3f0-1c2b-7def-8a9b-0123456789ab'

it.each([
  ['alone', 'SELECT ?', (value: SqlValue) => [value]],
  ['in a list', 'SELECT 1 IN (?)', (value: SqlValue) => [[value, value]]],
  ['in rows', 'INSERT INTO inbox VALUES ?', (value: SqlValue) => [[[value, 1]]]],
])('makes the statement that bytes would make: %s', (_, sql, values) => {
  expect(format(sql, values(sqlUuid(id)))).toBe(format(sql, values(uuidBytes(id))))
})

it.each(["x' OR '1'='1", '', '019ad3f0'])('refuses %j, which is none', (text) => {
  expect(() => sqlUuid(text)).toThrow(TypeError)
})
