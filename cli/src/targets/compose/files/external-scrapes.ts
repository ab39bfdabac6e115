import { stringify } from 'yaml'
import type { Component } from '../../../stack/stack.ts'

interface PrometheusFile {
  readonly scrape_configs: readonly { readonly job_name: string }[]
}

/** Prometheus' configuration where the user runs a service on this machine: its job goes there. Undefined where nobody does. */
export function externalScrapes(
  root: PrometheusFile,
  external: readonly Component[],
  hostAddress: string,
): string | undefined {
  if (external.length === 0) return undefined
  const jobs = root.scrape_configs.map((job) => {
    const component = external.find(({ name }) => name === job.job_name)
    if (component === undefined) return job
    return { job_name: job.job_name, static_configs: [{ targets: [`${hostAddress}:${component.ports.http}`] }] }
  })
  return stringify({ ...root, scrape_configs: jobs })
}
