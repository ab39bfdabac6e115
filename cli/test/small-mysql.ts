import { once } from 'node:events'
import type { AddressInfo, Server } from 'node:net'
import mysql, { type Connection } from 'mysql2'

export interface SmallMysql extends AsyncDisposable {
  readonly port: number
}

/** Packets are counted anew with each command, which mysql2's server leaves to others. */
function startAnew(connection: Connection): void {
  connection.sequenceId = 0
}

/** MySQL's protocol without a database: `onQuery` answers; where it does not, the server is as good as frozen. `refusal`: lets nobody in. */
export async function openMysql(
  onQuery: (sql: string, connection: Connection) => void,
  refusal: { readonly code: number; readonly message: string } | null = null,
): Promise<SmallMysql> {
  const open = new Set<Connection>()
  const small = mysql.createServer((connection: Connection) => {
    open.add(connection)
    connection.on('error', () => {})
    const ask = (sql: unknown) => {
      onQuery(String(sql), connection)
      startAnew(connection)
    }
    connection.on('query', ask)
    // So it calls what begins with SET.
    connection.on('stmt_prepare', ask)
    connection.serverHandshake({
      protocolVersion: 10,
      serverVersion: '8.4.0',
      connectionId: 1,
      statusFlags: 2,
      characterSet: 8,
      capabilityFlags: 0xffffff & ~0x800,
      authCallback: (_user: unknown, done: (error: null, mysqlError: typeof refusal) => void) => {
        done(null, refusal)
        startAnew(connection)
      },
    })
  })
  // Not in mysql2's types.
  const { _server: server } = small as unknown as { readonly _server: Server }
  small.listen(0)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      for (const connection of open) connection.destroy()
      server.close()
    },
  }
}
