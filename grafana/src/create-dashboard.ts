import {
  DashboardBuilder,
  DashboardCursorSync,
  type DashboardLink,
  DashboardLinkBuilder,
  DashboardLinkType,
} from '@grafana/grafana-foundation-sdk/dashboard'

const tag = 'msctl'

/** An empty dashboard that cannot be changed in the browser and links to its siblings. */
export function createDashboard(uid: string, title: string, description: string): DashboardBuilder {
  return new DashboardBuilder(title)
    .uid(uid)
    .description(description)
    .tags([tag])
    .readonly()
    .timezone('browser')
    .time({ from: 'now-15m', to: 'now' })
    .refresh('5s')
    .tooltip(DashboardCursorSync.Crosshair)
    .link({ build: linkToSiblings })
}

/** Shown at the top: without the `placement` that the SDK fills in, which puts links into a menu. */
function linkToSiblings(): DashboardLink {
  const type = DashboardLinkType.Dashboards
  const { placement: _, ...link } = new DashboardLinkBuilder('Dashboards').type(type).tags([tag]).keepTime(true).build()
  return link
}
