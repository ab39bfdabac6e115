import type { Component } from '../../../stack/stack.ts'

export interface PrometheusConfiguration {
  readonly scrape_configs: readonly { readonly job_name: string }[]
}

/** The packaged configuration of Prometheus, but for services that the user runs on this machine: their jobs go there. */
export function externalScrapes(
  packaged: PrometheusConfiguration,
  external: readonly Component[],
  hostAddress: string,
): PrometheusConfiguration {
  const jobs = packaged.scrape_configs.map((job) => {
    const component = external.find(({ name }) => name === job.job_name)
    if (component === undefined) return job
    return { job_name: job.job_name, static_configs: [{ targets: [`${hostAddress}:${component.ports.http}`] }] }
  })
  return { ...packaged, scrape_configs: jobs }
}
