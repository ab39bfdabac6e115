/** What minikube tells with `-o json`, a line each (pkg/minikube/out/register/log.go of its source). */
export interface CloudEvent {
  readonly kind: 'step' | 'download' | 'progress' | 'info' | 'warning' | 'error'
  readonly data: Readonly<Record<string, string>>
}

const kinds: Readonly<Record<string, CloudEvent['kind']>> = {
  'io.k8s.sigs.minikube.step': 'step',
  'io.k8s.sigs.minikube.download': 'download',
  'io.k8s.sigs.minikube.download.progress': 'progress',
  'io.k8s.sigs.minikube.info': 'info',
  'io.k8s.sigs.minikube.warning': 'warning',
  'io.k8s.sigs.minikube.error': 'error',
}

/** The event in a line; undefined for any other line, of which there are some in every mode. */
export function parseEvent(line: string): CloudEvent | undefined {
  try {
    const { type, data } = JSON.parse(line) as { readonly type?: string; readonly data?: CloudEvent['data'] }
    const kind = kinds[type ?? '']
    return kind && data && { kind, data }
  } catch {
    return undefined
  }
}

export function eventsIn(output: string): readonly CloudEvent[] {
  return output.split('\n').flatMap((line) => parseEvent(line) ?? [])
}
