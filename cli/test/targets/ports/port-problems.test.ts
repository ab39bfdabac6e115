import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, it } from 'vitest'
import { catalogue } from '../../../src/stack/components.ts'
import type { Component } from '../../../src/stack/stack.ts'
import { portProblems } from '../../../src/targets/ports/port-problems.ts'

it('names port and holder, and suggests what moves on from the offset that there is', async () => {
  const holder = createServer().listen(0, '127.0.0.1')
  await once(holder, 'listening')
  const { port } = holder.address() as AddressInfo
  const offset = port - (catalogue.mysql.ports.mysql ?? 0)
  const mysql: Component = { name: 'mysql', dependsOn: [], ports: { mysql: port }, replicas: 1, optional: false }
  try {
    const problems = await portProblems({ components: [mysql], bind: '127.0.0.1', portOffset: offset }, '/nowhere')
    expect(problems).toMatchObject([
      {
        code: 'MSCTL_PORT_TAKEN',
        summary: expect.stringContaining(`port ${port} (mysql) is taken by`),
        details: { port, component: 'mysql', pid: process.pid },
        suggestions: [
          `msctl up --port-offset ${offset + 100}: every port moves by 100`,
          `MSCTL_MYSQL_PORT=${3306 + 1} msctl up: only this one`,
        ],
      },
    ])
  } finally {
    holder.close()
  }
})
