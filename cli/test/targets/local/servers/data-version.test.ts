import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { dataConflict, readDataVersion, writeDataVersion } from '../../../../src/targets/local/servers/data-version.ts'
import { openTempFolder } from '../../../temp-folder.ts'

it.each([
  ['MariaDB', '10.11.19', 'MariaDB', '10.11.6', false],
  ['MariaDB', '10.11.19', 'MariaDB', '11.4.2', true],
  ['MySQL', '8.0.45', 'MySQL', '8.4.1', false],
  ['MySQL', '8.4.1', 'MySQL', '8.0.45', true],
  ['MySQL', '8.4.1', 'MariaDB', '10.11.19', true],
  ['Kafka with ZooKeeper', '3.9.2', 'Kafka with KRaft', '4.3.1', true],
])('data of %s %s for %s %s', (product, version, otherProduct, otherVersion, isRefused) => {
  const conflict = dataConflict({ product, version }, { product: otherProduct, version: otherVersion })
  expect(conflict !== undefined).toBe(isRefused)
  if (isRefused) expect(conflict).toContain(`${product} ${version}`)
})

it('refuses nothing where there is no data', () => {
  expect(dataConflict(undefined, { product: 'MySQL', version: '9.7.4' })).toBeUndefined()
})

it('reads what it wrote, and nothing from what is damaged', () => {
  using folder = openTempFolder()
  expect(readDataVersion(folder.path, 'mysql')).toBeUndefined()
  writeDataVersion(folder.path, 'mysql', { product: 'MariaDB', version: '10.11.19' })
  expect(readDataVersion(folder.path, 'mysql')).toEqual({ product: 'MariaDB', version: '10.11.19' })
  mkdirSync(join(folder.path, 'data', 'kafka'))
  for (const text of ['{"half', '{"product": 1}', 'null']) {
    writeFileSync(join(folder.path, 'data', 'kafka', '.msctl-version.json'), text)
    expect(readDataVersion(folder.path, 'kafka')).toBeUndefined()
  }
})
