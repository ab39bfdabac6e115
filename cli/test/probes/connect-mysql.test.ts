import { expect, it } from 'vitest'
import { inSnapshot } from '../../src/checks/read-rows.ts'
import { asCouldNotAsk } from '../../src/probes/as-could-not-ask.ts'
import { closeMysql, connectMysql } from '../../src/probes/connect-mysql.ts'
import type { Paths } from '../../src/probes/paths.ts'
import { openMysql } from '../small-mysql.ts'
import { stackOf } from '../test-stack.ts'

function pathsTo(port: number): Paths {
  const endpoint = { host: '127.0.0.1', port, [Symbol.asyncDispose]: async () => {} }
  return { to: async () => endpoint, forget: () => {}, url: async () => '', [Symbol.asyncDispose]: async () => {} }
}

it('a query that is not answered in time ends with all that waits behind it, and so does what is asked later', async () => {
  const asked: string[] = []
  await using server = await openMysql((sql, connection) => {
    asked.push(sql)
    if (sql !== 'SELECT forever') connection.writeOk()
  })
  const connection = await connectMysql(stackOf(), pathsTo(server.port))
  await connection.query('SELECT at once')
  const [late, behind] = await Promise.allSettled([
    connection.query({ sql: 'SELECT forever', timeout: 100 }),
    connection.query('SELECT after it'),
  ])
  for (const { reason } of [late, behind] as PromiseRejectedResult[]) {
    expect(asCouldNotAsk(reason)).toMatchObject({
      code: 'MSCTL_COULD_NOT_ASK',
      message: 'MySQL does not answer as it should: no answer within 0.1 s',
    })
  }
  await expect(connection.query('SELECT later')).rejects.toThrow('closed state')
  expect(asked).toEqual(['SELECT at once', 'SELECT forever'])
  await closeMysql(connection)
})

it('a read that is not answered in time says so, whatever comes after it', async () => {
  await using server = await openMysql((sql, connection) => {
    if (sql !== 'SELECT forever') connection.writeOk()
  })
  const connection = await connectMysql(stackOf(), pathsTo(server.port))
  const reading = inSnapshot(connection, () => connection.query({ sql: 'SELECT forever', timeout: 100 }))
  await expect(reading).rejects.toThrow('no answer within 0.1 s')
  await closeMysql(connection)
})
