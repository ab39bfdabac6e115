import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard'
import { microservices } from './microservices.ts'
import { pipeline } from './pipeline.ts'

/** Texts of all dashboards by the name of their file. */
export function renderDashboards(): ReadonlyMap<string, string> {
  return new Map([
    ['microservices.json', render(microservices())],
    ['pipeline.json', render(pipeline())],
  ])
}

/** Panels are numbered in their order, so that links to one of them stay. */
function render(dashboard: Dashboard): string {
  const panels = dashboard.panels?.map((panel, index) => ({ ...panel, id: index + 1 }))
  return `${JSON.stringify({ ...dashboard, panels }, undefined, 2)}\n`
}
