import { type Dashboard, RowBuilder } from '@grafana/grafana-foundation-sdk/dashboard'
import { createDashboard } from './create-dashboard.ts'
import { graph, number } from './panels.ts'

/** The way of a registration: outbox, topic, consumer; and what lies around it. */
export function pipeline(): Dashboard {
  return createDashboard(
    'msctl-pipeline',
    'Pipeline',
    'From the registration through outbox and topic to the notification, and where it gets stuck',
  )
    .withRow(new RowBuilder('Outbox'))
    .withPanel(
      graph({
        title: 'Registered and Published',
        description:
          'Users registered a second, and events that the relay put on the topic. The second follows the first; where it stays behind, the outbox fills.',
        unit: 'cps',
        width: 12,
        queries: {
          registered: 'sum(rate(users_registered_total[$__rate_interval]))',
          published: 'sum(rate(outbox_published_total[$__rate_interval]))',
        },
      }),
    )
    .withPanel(
      graph({
        title: 'Outbox Pending',
        description:
          'Events in the outbox that are not on the topic yet. All replicas see the same outbox: it is not a sum.',
        unit: 'short',
        width: 12,
        decimals: 0,
        queries: { pending: 'max(outbox_pending)' },
      }),
    )
    .withRow(new RowBuilder('Consumer'))
    .withPanel(
      graph({
        title: 'Consumer Lag by Partition',
        description: 'Messages of each partition that the consumer group has not handled yet.',
        unit: 'short',
        width: 12,
        decimals: 0,
        queries: { 'partition {{partition}}': 'max by (partition) (consumer_lag)' },
      }),
    )
    .withPanel(
      graph({
        title: 'Delivery Time',
        description:
          'From the registration being written to its notification being stored: half, 95 % and 99 % of the events took no longer. A gap means that no event came.',
        unit: 's',
        width: 12,
        queries: {
          p50: deliveryQuantile(0.5),
          p95: deliveryQuantile(0.95),
          p99: deliveryQuantile(0.99),
        },
      }),
    )
    .withPanel(
      number({
        title: 'Dead Letters',
        description:
          'Messages that nobody could handle and that went to the dead-letter topic, since the processes started. msctl dlq list shows them.',
        unit: 'short',
        width: 6,
        redFrom: 1,
        queries: { 'dead letters': 'sum(events_dead_lettered_total)' },
      }),
    )
    .withPanel(
      number({
        title: 'Duplicates',
        description:
          'Events that came a second time and had no effect, since the processes started. They are legal: the topic holds an event at least once.',
        unit: 'short',
        width: 6,
        queries: { duplicates: 'sum(events_duplicated_total)' },
      }),
    )
    .withPanel(
      graph({
        title: 'Service Errors',
        description:
          'Share of the requests of each service that it answered with a 5xx status; probes and scrapes are left out. A gap means that nobody asked.',
        unit: 'percentunit',
        width: 12,
        queries: {
          '{{job}}': shareOf('http_requests_total', 'job', 'handler!~"/livez|/readyz|/metrics"', 'status="5xx"'),
        },
      }),
    )
    .withRow(new RowBuilder('Gateway'))
    .withPanel(
      graph({
        title: 'Gateway Requests',
        description: 'Requests a second that the gateway passed on, by service.',
        unit: 'reqps',
        width: 12,
        queries: { '{{service}}': 'sum by (service) (rate(traefik_service_requests_total[$__rate_interval]))' },
      }),
    )
    .withPanel(
      graph({
        title: 'Gateway Errors',
        description:
          'Share of the requests through the gateway that came back with a 5xx status, by service: its own, or that of the gateway where no replica answered.',
        unit: 'percentunit',
        width: 12,
        queries: { '{{service}}': shareOf('traefik_service_requests_total', 'service', '', 'code=~"5.."') },
      }),
    )
    .withRow(new RowBuilder('Scraping'))
    .withPanel(
      graph({
        title: 'Targets Up',
        description: 'Replicas of each part that Prometheus can scrape.',
        unit: 'short',
        width: 24,
        decimals: 0,
        queries: { '{{job}}': 'sum by (job) (up)' },
      }),
    )
    .build()
}

function deliveryQuantile(quantile: number): string {
  return `histogram_quantile(${quantile}, sum by (le) (rate(event_delivery_seconds_bucket[$__rate_interval])))`
}

/** The share of a counter's growth that meets a condition: 0 where none does, and a gap where it does not grow. */
function shareOf(counter: string, by: string, of: string, condition: string): string {
  const growth = (...conditions: readonly string[]) => {
    const selector = conditions.filter(Boolean).join(', ')
    const all = `rate(${counter}[$__rate_interval])`
    return selector === '' ? all : `rate(${counter}{${selector}}[$__rate_interval]) or 0 * ${all}`
  }
  return `sum by (${by}) (${growth(of, condition)}) / sum by (${by}) (${growth(of)})`
}
