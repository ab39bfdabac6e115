import { expect, it } from 'vitest'
import { inheritSettings, shapingSettings } from '../../src/stack/inherit-settings.ts'
import { settingsOf } from '../test-stack.ts'

const given = { MSCTL_NAME: 'other', MSCTL_PORT_OFFSET: '100', MYSQL_PASSWORD: 'hidden', KAFKA_TOPIC: 'events' }

it('keeps what shapes the stack, and no password', () => {
  expect(shapingSettings(settingsOf(given))).toEqual({ MSCTL_PORT_OFFSET: '100', KAFKA_TOPIC: 'events' })
})

it('holds where nobody says otherwise', () => {
  const settings = inheritSettings(settingsOf({ KAFKA_TOPIC: 'mine' }), shapingSettings(settingsOf(given)))
  expect(settings.get('MSCTL_PORT_OFFSET')).toMatchObject({ value: '100', origin: 'the running stack' })
  expect(settings.get('KAFKA_TOPIC')).toMatchObject({ value: 'mine', origin: 'environment KAFKA_TOPIC' })
})
