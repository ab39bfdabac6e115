import type { Socket } from 'node:net'

/** Calls back for each whole line that arrives. (readline would throw the socket's errors a second time, where nobody catches them.) */
export function onLine(socket: Socket, callback: (line: string) => void): void {
  let partial = ''
  socket.setEncoding('utf8')
  socket.on('data', (chunk: string) => {
    const lines = (partial + chunk).split('\n')
    partial = lines.pop() ?? ''
    for (const line of lines) callback(line)
  })
}
