import { expect, it } from 'vitest'
import type { DoctorReport, TargetReport } from '../../src/actions/doctor.ts'
import { findingOf, pass } from '../../src/targets/findings.ts'
import { doctorText } from '../../src/ui/doctor-text.ts'
import { plainPen } from './plain-pen.ts'

const taken = findingOf({
  code: 'MSCTL_PORT_TAKEN',
  summary: 'port 3306 (mysql) is taken by mysqld, pid 812',
  suggestions: ['msctl up --port-offset 100'],
  details: { port: 3306, component: 'mysql', pid: 812 },
})
const compose: TargetReport = { target: 'compose', canRun: false, without: [], findings: [taken] }
const local: TargetReport = {
  target: 'local',
  canRun: true,
  without: ['grafana', 'adminer'],
  findings: [pass('tools', 'java', '17.0.15')],
}
const machine = [pass('node', 'node', '24.1.0')]

function textOf(report: Partial<DoctorReport>): string {
  return doctorText({ targets: [compose, local], machine, auto: 'local', ...report }, plainPen)
}

it('has a block a target: what is missing, and how to get it', () => {
  expect(textOf({})).toBe(`compose  cannot run: port 3306 (mysql)
  ✗  port 3306 (mysql)  is taken by mysqld, pid 812
      msctl up --port-offset 100

local  can run, without grafana and adminer
  ✓  java  17.0.15

machine  for every target
  ✓  node  24.1.0

msctl up takes local`)
})

it('says so when up would take a target that cannot run, and names one that can', () => {
  expect(textOf({ auto: 'compose' })).toMatch(/would take compose, which cannot run now; msctl up --target local can$/)
  expect(textOf({ auto: 'compose', targets: [compose] })).toMatch(/would take compose, which cannot run now$/)
})
