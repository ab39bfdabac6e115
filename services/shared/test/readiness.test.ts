import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { createReadiness } from '../src/readiness.ts'

const silent = pino({ level: 'silent' })

describe('readiness', () => {
  it('needs every check, and names what is missing', () => {
    const readiness = createReadiness(['mysql', 'kafka'], silent)
    expect(readiness.report()).toMatchObject({ ready: false, detail: 'mysql: not started yet; kafka: not started yet' })
    readiness.works('mysql', 'tables are there')
    readiness.fails('kafka', 'connect ECONNREFUSED')
    expect(readiness.report()).toMatchObject({ ready: false, detail: 'kafka: connect ECONNREFUSED' })
    readiness.works('kafka', '3 of 3')
    expect(readiness.report()).toEqual({
      ready: true,
      detail: '',
      checks: { mysql: { works: true, detail: 'tables are there' }, kafka: { works: true, detail: '3 of 3' } },
    })
    readiness.fails('mysql', 'gone')
    expect(readiness.report().ready).toBe(false)
  })

  it('is never ready again once it is stopping', () => {
    const readiness = createReadiness(['mysql'], silent)
    readiness.stopping()
    readiness.works('mysql', 'tables are there')
    expect(readiness.report()).toMatchObject({ ready: false, detail: 'the service is stopping' })
  })

  it('logs a change once', () => {
    const lines: string[] = []
    const logger = pino({ level: 'info' }, { write: (line) => lines.push(JSON.parse(line).msg) })
    const readiness = createReadiness(['mysql'], logger)
    for (let time = 0; time < 3; time++) readiness.fails('mysql', 'connect ECONNREFUSED')
    for (let time = 0; time < 3; time++) readiness.works('mysql', 'tables are there')
    expect(lines).toEqual(['mysql is not ready: connect ECONNREFUSED', 'mysql: tables are there'])
  })

  it('lets others wait for what they depend on', async () => {
    const readiness = createReadiness(['mysql', 'kafka'], silent)
    let isThere = false
    const waiting = readiness.untilWorks(['mysql', 'kafka'], new AbortController().signal).then(() => {
      isThere = true
    })
    readiness.works('mysql', 'tables are there')
    await new Promise((resolve) => setTimeout(resolve, 80))
    expect(isThere).toBe(false)
    readiness.works('kafka', '3 of 3')
    await waiting
    expect(isThere).toBe(true)
  })
})
