import { pino } from 'pino'
import { Registry } from 'prom-client'
import { createReadiness } from '../../shared/src/readiness.ts'
import { createUserApp } from '../src/app.ts'
import { createUserMetrics } from '../src/user-metrics.ts'
import type { NewUser, User, UserPage, UserRepository } from '../src/user-repository.ts'

/** The app on a repository in memory; `failWith` makes the repository throw. */
export async function buildTestApp() {
  const users: User[] = []
  const registered: NewUser[] = []
  const pages: UserPage[] = []
  const lines: Record<string, unknown>[] = []
  const state: { failWith?: Error; rings: number; pending: number | Error } = { rings: 0, pending: 0 }
  const failing = () => {
    if (state.failWith) throw state.failWith
  }
  const repository: UserRepository = {
    register: async (user) => {
      failing()
      if (users.some(({ email }) => email === user.email)) return { kind: 'email taken' }
      registered.push(user)
      const id = users.length + 1
      users.push({ id, user_name: user.userName, email: user.email, created_at: user.registeredAt })
      return { kind: 'registered', id }
    },
    find: async (id) => {
      failing()
      return users.find((user) => user.id === id)
    },
    list: async (page) => {
      failing()
      pages.push(page)
      return users.filter(({ id, email }) => id > page.after && (page.email ?? email) === email).slice(0, page.limit)
    },
  }
  const logger = pino({ level: 'info' }, { write: (line) => lines.push(JSON.parse(line)) })
  const readiness = createReadiness(['mysql', 'kafka', 'relay'], logger)
  const registry = new Registry()
  const metrics = createUserMetrics(registry, async () => {
    if (state.pending instanceof Error) throw state.pending
    return state.pending
  })
  const wake = {
    ring: () => {
      state.rings++
    },
  }
  const app = await createUserApp({ logger, readiness, registry, repository, metrics, wake })
  return { app, state, registered, pages, lines, readiness, metrics }
}
