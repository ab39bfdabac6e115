import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { holdsPort, parseNetTcp } from '../../../src/targets/local/listening-sockets.ts'
import { freePort } from './small-stack.ts'

const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:0CEA 00000000:0000 0A 00000000:00000000 00:00000000 00000000   999        0 16138 1 00000000d4b50742 100 0 0 10 0
   1: 0100007F:0CEA 0100007F:E1F2 01 00000000:00000000 00:00000000 00000000   999        0 16200 1 0000000000000000 20 4 30 10 -1
   2: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1557 1 00000000c261b15a 100 0 0 10 0
`

describe('listening sockets', () => {
  it('are read from /proc/net/tcp and tcp6, connections left out', () => {
    expect(parseNetTcp(table)).toEqual([
      { port: 3306, uid: 999, inode: '16138' },
      { port: 8080, uid: 0, inode: '1557' },
    ])
  })

  it.runIf(process.platform === 'linux')('belong to the processes that hold them', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    expect(holdsPort([process.pid], port)).toBe(true)
    expect(holdsPort([process.ppid], port)).toBe(false)
    expect(holdsPort([], port)).toBe(false)
    server.close()
    expect(holdsPort([process.pid], await freePort())).toBeUndefined()
  })
})
