import type { Probe, ProbeResult } from '../src/probes/probe.ts'
import type { OpenProbes } from '../src/probes/probes.ts'
import { type ComponentName, componentNames } from '../src/stack/components.ts'

/** Probes that answer at once: that all works, unless `answers` says otherwise. */
export function fakeProbes(answers: Partial<Record<ComponentName, () => ProbeResult>> = {}): OpenProbes {
  const toProbe =
    (name: ComponentName): Probe =>
    async () =>
      answers[name]?.() ?? { works: true, detail: `${name} answers` }
  const probes = Object.fromEntries(componentNames.map((name) => [name, toProbe(name)])) as Record<ComponentName, Probe>
  return { ...probes, [Symbol.asyncDispose]: async () => {} }
}
