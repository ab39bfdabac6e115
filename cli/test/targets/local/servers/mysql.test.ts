import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { mysqlArguments } from '../../../../src/targets/local/servers/mysql-arguments.ts'
import { makeMysqlData, preparedMysqlData } from '../../../../src/targets/local/servers/mysql-data.ts'
import { mysqlInitSql } from '../../../../src/targets/local/servers/mysql-init-sql.ts'
import type { FoundTool } from '../../../../src/targets/local/tools/tool.ts'
import { openTempFolder } from '../../../temp-folder.ts'
import { stackOf } from '../../../test-stack.ts'
import { writeProgram } from '../tools/fake-program.ts'

const places = { data: '/d', temporary: '/t', bind: '127.0.0.1', port: 3306, initFile: '/i.sql' }

function server(vendor: string, path = '/mysqld', parts: Record<string, string> = {}): FoundTool {
  const all = { vendor, number: '9.7.4', ...parts }
  return { name: 'mysql', found: true, version: `${vendor} 9.7.4`, origin: 'path', path, parts: all, env: {} }
}

it.each(['MySQL', 'MariaDB'])('has %s keep every commit, on this address only', (vendor) => {
  const args = mysqlArguments(server(vendor), places)
  expect(args[0]).toBe('--no-defaults')
  expect(args).toEqual(
    expect.arrayContaining([
      '--innodb-flush-log-at-trx-commit=1',
      '--sync-binlog=1',
      '--log-bin=binlog',
      '--bind-address=127.0.0.1',
      '--default-time-zone=+00:00',
      '--init-file=/i.sql',
    ]),
  )
})

it('tells each vendor only what it knows', () => {
  expect(mysqlArguments(server('MariaDB'), places).join(' ')).not.toMatch(/mysqlx|secure-file-priv/)
  expect(mysqlArguments(server('MySQL'), places).join(' ')).not.toMatch(/innodb-log-file-size|slave-connections/)
})

it('writes passwords as SQL texts on one line', () => {
  const { credentials } = stackOf({ MYSQL_PASSWORD: `a;b'c\\d\ne`, MYSQL_USER: 'ann' })
  const sql = mysqlInitSql('users', credentials)
  expect(sql).toContain(`ALTER USER 'ann'@'%' IDENTIFIED BY 'a;b''c\\\\d\\ne';\n`)
  expect(sql.trim().split('\n')).toSatisfy((lines: string[]) => lines.every((line) => line.endsWith(';')))
})

it('makes a data folder whole or not at all', async () => {
  using folder = openTempFolder()
  const data = join(folder.path, 'data')
  const path = join(folder.path, 'mysqld')
  const wanted = { folder: data, user: undefined, cache: folder.path, signal: new AbortController().signal }
  writeProgram(path, 'the disk is full', 1)
  const making = makeMysqlData({ ...wanted, mysql: server('MySQL', path) })
  await expect(making).rejects.toMatchObject({
    code: 'MSCTL_COMPONENT_FAILED',
    details: { lastLines: ['the disk is full'] },
  })
  expect(() => statSync(data)).toThrow()
  writeProgram(path, '')
  await makeMysqlData({ ...wanted, mysql: server('MySQL', path) })
  expect(readFileSync(`${path}.calls`, 'utf8')).toContain('--initialize-insecure')
  expect(statSync(data).mode & 0o777).toBe(0o700)
})

it('copies a prepared data folder, and leaves one that is there alone', async () => {
  using folder = openTempFolder()
  const data = join(folder.path, 'data')
  const mysql = server('MariaDB')
  const prepared = preparedMysqlData(folder.path, mysql)
  mkdirSync(join(prepared, 'mysql'), { recursive: true })
  writeFileSync(join(prepared, 'mysql', 'table'), 'old')
  const wanted = { folder: data, mysql, user: undefined, cache: folder.path, signal: new AbortController().signal }
  await makeMysqlData(wanted)
  writeFileSync(join(data, 'mysql', 'table'), 'new')
  await makeMysqlData(wanted)
  expect(readFileSync(join(data, 'mysql', 'table'), 'utf8')).toBe('new')
})
