import { expect, it } from 'vitest'
import { parseLsof } from '../../../src/targets/ports/port-holder.ts'

it('reads the field output of lsof', () => {
  expect(parseLsof('p812\ncmysqld\nLmysql\nf21\n')).toEqual({ pid: 812, command: 'mysqld', user: 'mysql' })
  expect(parseLsof('')).toEqual({})
})
