import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, it } from 'vitest'
import { makePlace, placeOf } from '../../../src/targets/local/place.ts'
import { openPlace } from './small-stack.ts'

it('refuses a folder for sockets that others can enter, or that is not where it seems to be', () => {
  const open = openPlace()
  mkdirSync(open.folders.runtime, { recursive: true })
  chmodSync(open.folders.runtime, 0o777)
  expect(() => makePlace(open)).toThrow(expect.objectContaining({ code: 'MSCTL_MACHINE_LACKS' }))
  const linked = openPlace()
  mkdirSync(linked.folders.state, { recursive: true, mode: 0o700 })
  symlinkSync(linked.folders.state, linked.folders.runtime)
  expect(() => makePlace(linked)).toThrow(expect.objectContaining({ code: 'MSCTL_MACHINE_LACKS' }))
})

it('says where it cannot make a folder', () => {
  const place = openPlace()
  mkdirSync(dirname(place.folders.state), { recursive: true })
  writeFileSync(place.folders.state, 'a file')
  expect(() => makePlace(place)).toThrow(
    expect.objectContaining({ code: 'MSCTL_MACHINE_LACKS', message: expect.stringContaining(place.stateFolder) }),
  )
  rmSync(place.folders.state)
})

it('refuses a path that is too long for a socket', () => {
  const { folders } = openPlace()
  const runtime = `${dirname(folders.runtime)}/${'long'.repeat(30)}`
  expect(() => makePlace(placeOf({ ...folders, runtime }, 'small'))).toThrow('too long for a socket')
})
