import { parseEvent } from './cloud-events.ts'

/** Makes short lines for people of what minikube prints with `-o json`: its steps, and downloads in steps of ten percent. */
export function tellProgress(report: (text: string) => void): (line: string) => void {
  let last = ''
  const tell = (text: string): void => {
    if (text !== last) report(text)
    last = text
  }
  return (line) => {
    const { kind, data } = parseEvent(line) ?? {}
    if (kind === 'step') tell(`minikube: ${(data?.message ?? '').replace(/\s*\.\.\.$/, '')}`)
    if (kind === 'download') tell(`minikube: downloading ${data?.artifact ?? ''}`)
    if (kind === 'progress') {
      const percent = Math.floor(Number(data?.progress ?? 0) * 10) * 10
      tell(`minikube: downloading ${data?.artifact ?? ''}, ${percent} %`)
    }
  }
}
