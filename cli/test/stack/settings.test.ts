import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { resolveSettings, settingsTable } from '../../src/stack/settings.ts'
import { openTempFolder } from '../temp-folder.ts'

let temp: ReturnType<typeof openTempFolder>
beforeEach(() => {
  temp = openTempFolder()
})
afterEach(() => temp[Symbol.dispose]())

const resolve = (sources: { flags?: Record<string, string | number | undefined>; env?: NodeJS.ProcessEnv } = {}) =>
  resolveSettings({ env: {}, folder: temp.path, ...sources })

const writeDotenv = (text: string): void => writeFileSync(join(temp.path, '.env'), text)

it('has a default for everything, none of them given twice', () => {
  const settings = resolve()
  expect([...settings.values()].every(({ origin }) => origin === 'default')).toBe(true)
  expect(settings.size).toBe(settingsTable.length)
})

it('goes by flag, twin, plain name, .env, default, in this order', () => {
  const steps: { value: string; origin: string }[] = []
  const look = (sources: Parameters<typeof resolve>[0]): void => {
    const setting = resolve(sources).get('MSCTL_KAFKA')
    steps.push({ value: setting?.value ?? '', origin: setting?.origin ?? '' })
  }
  look({})
  writeDotenv('MSCTL_KAFKA=from-dotenv\n')
  look({})
  look({ env: { MSCTL_KAFKA: 'from-twin' } })
  look({ env: { MSCTL_KAFKA: 'from-twin' }, flags: { kafka: 'from-flag' } })
  expect(steps).toEqual([
    { value: 'zookeeper', origin: 'default' },
    { value: 'from-dotenv', origin: '.env' },
    { value: 'from-twin', origin: 'environment MSCTL_KAFKA' },
    { value: 'from-flag', origin: 'flag --kafka' },
  ])
})

it('prefers the MSCTL_ twin of a plain name', () => {
  writeDotenv('MYSQL_PORT=3310\n')
  expect(resolve().get('MYSQL_PORT')).toMatchObject({ value: '3310', origin: '.env' })
  expect(resolve({ env: { MYSQL_PORT: '3311' } }).get('MYSQL_PORT')).toMatchObject({
    value: '3311',
    origin: 'environment MYSQL_PORT',
  })
  const both = { MYSQL_PORT: '3311', MSCTL_MYSQL_PORT: '3312' }
  expect(resolve({ env: both }).get('MYSQL_PORT')).toMatchObject({
    value: '3312',
    origin: 'environment MSCTL_MYSQL_PORT',
  })
})

it('names the variable when a flag has its value from there', () => {
  const setting = resolve({ env: { MSCTL_PORT_OFFSET: '100' }, flags: { 'port-offset': 100 } }).get('MSCTL_PORT_OFFSET')
  expect(setting).toMatchObject({ value: '100', origin: 'environment MSCTL_PORT_OFFSET' })
})

it('takes an empty value for none', () => {
  expect(resolve({ env: { MYSQL_DATABASE: '' } }).get('MYSQL_DATABASE')).toMatchObject({ value: 'users' })
})

it('reads .env as shells write it: comments, quotes, export', () => {
  writeDotenv('# passwords\nexport MYSQL_PASSWORD="with # sign"\nMYSQL_USER=me # who\n')
  expect(resolve().get('MYSQL_PASSWORD')?.value).toBe('with # sign')
  expect(resolve().get('MYSQL_USER')?.value).toBe('me')
})

it('marks every password as secret', () => {
  const secrets = settingsTable.filter(({ isSecret }) => isSecret).map(({ name }) => name)
  expect(secrets).toEqual(settingsTable.map(({ name }) => name).filter((name) => name.includes('PASSWORD')))
})
