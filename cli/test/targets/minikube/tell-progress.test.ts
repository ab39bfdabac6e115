import { expect, it } from 'vitest'
import { tellProgress } from '../../../src/targets/minikube/tell-progress.ts'
import { recording } from './recording.ts'

function told(stdout: string): readonly string[] {
  const texts: string[] = []
  const tell = tellProgress((text) => texts.push(text))
  for (const line of stdout.split('\n')) tell(line)
  return texts
}

it('tells the steps of a start, and nothing of its advice', () => {
  const texts = told(recording('start').stdout)
  expect(texts).toContain('minikube: Creating docker container (CPUs=2, Memory=4096MB)')
  expect(texts).toContain('minikube: Booting up control plane')
  expect(texts.filter((text) => text.includes('proxy'))).toEqual([])
  expect(texts.at(-1)).toMatch(/^minikube: Done!/)
})

// Not recorded; pkg/minikube/out/register/log.go and pkg/minikube/download/json_output.go: a share of one.
it('tells a download in steps of ten percent', () => {
  const line = (progress: string): string =>
    JSON.stringify({ type: 'io.k8s.sigs.minikube.download.progress', data: { artifact: 'preload', progress } })
  expect(told(['0', '0.04', '0.131', '0.132', '1'].map(line).join('\n'))).toEqual([
    'minikube: downloading preload, 0 %',
    'minikube: downloading preload, 10 %',
    'minikube: downloading preload, 100 %',
  ])
})
