import { describe, expect, it } from 'vitest'
import { isBadValue, isDuplicateEntry, isRolledBack, toUnavailable } from '../../src/mysql/mysql-errors.ts'
import { Unavailable } from '../../src/unavailable.ts'

const mysqlError = (code: string, errno?: number) => Object.assign(new Error(code), { code, errno })

describe('toUnavailable', () => {
  it.each([
    ['a refused connection', mysqlError('ECONNREFUSED')],
    ['a lost connection', mysqlError('PROTOCOL_CONNECTION_LOST')],
    ['a missing table', mysqlError('ER_NO_SUCH_TABLE', 1146)],
    ['a full disk', mysqlError('ER_RECORD_FILE_FULL', 1114)],
    ['a read-only server', mysqlError('ER_OPTION_PREVENTS_STATEMENT', 1290)],
    ['a lock time-out', mysqlError('ER_LOCK_WAIT_TIMEOUT', 1205)],
    ['a full queue', new Error('Queue limit reached.')],
  ])('takes %s as MySQL being away', (_, error) => {
    expect(toUnavailable(error)).toBeInstanceOf(Unavailable)
  })

  it.each([
    ['a duplicate', mysqlError('ER_DUP_ENTRY', 1062)],
    ['a value too long', mysqlError('ER_DATA_TOO_LONG', 1406)],
    ['bad SQL', mysqlError('ER_PARSE_ERROR', 1064)],
    ['a bug of ours', new TypeError('x is not a function')],
  ])('leaves %s as it is', (_, error) => {
    expect(toUnavailable(error)).toBe(error)
  })
})

it('tells kinds of errors apart', () => {
  expect(isDuplicateEntry(mysqlError('ER_DUP_ENTRY', 1062))).toBe(true)
  expect(isRolledBack(mysqlError('ER_LOCK_DEADLOCK', 1213))).toBe(true)
  expect(isBadValue(mysqlError('ER_DATA_TOO_LONG', 1406))).toBe(true)
  expect(isBadValue(mysqlError('ECONNRESET'))).toBe(false)
  expect(isDuplicateEntry(undefined)).toBe(false)
})
