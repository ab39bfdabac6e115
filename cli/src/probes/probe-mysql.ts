import type { Question } from './probe-context.ts'

/** Over TCP, as the services' user, on their schema: a server that only runs its own initialisation does not count. */
export const probeMysql: Question = ({ stack, mysql }) =>
  mysql.use(async (connection) => {
    await connection.query({ sql: 'SELECT 1', timeout: 2000 })
    return `${stack.database} schema answers`
  })
