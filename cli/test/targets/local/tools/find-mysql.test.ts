import { expect, it } from 'vitest'
import { mysqlVersionProblem, parseMysqlVersion } from '../../../../src/targets/local/tools/find-mysql.ts'

it.each([
  ['mysqld  Ver 10.11.19-MariaDB-0+deb12u1 for debian-linux-gnu on x86_64 (Debian 12)', 'MariaDB', '10.11.19'],
  ['/usr/sbin/mysqld  Ver 8.0.45-0ubuntu0.24.04.1 for Linux on x86_64 ((Ubuntu))', 'MySQL', '8.0.45'],
  ['/usr/sbin/mysqld  Ver 9.7.4-2 for Linux on x86_64 ((Debian))', 'MySQL', '9.7.4'],
  ['mariadbd  Ver 11.8.2-MariaDB for Linux on x86_64', 'MariaDB', '11.8.2'],
])('reads %j', (output, vendor, version) => {
  const parsed = parseMysqlVersion(output)
  expect(parsed).toEqual({ vendor, version })
  expect(parsed && mysqlVersionProblem(parsed)).toBeUndefined()
})

it.each([
  ['MySQL', '5.7.44'],
  ['MySQL', '10.0.0'],
  ['MariaDB', '10.6.18'],
] as const)('refuses %s %s', (vendor, version) => {
  expect(mysqlVersionProblem({ vendor, version })).toContain(`${vendor} ${version} found`)
})

it('knows no version in what is none', () => {
  expect(parseMysqlVersion('mysqld: error while loading shared libraries')).toBeUndefined()
  expect(parseMysqlVersion(undefined)).toBeUndefined()
})
