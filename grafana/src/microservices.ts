import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard'
import { createDashboard } from './create-dashboard.ts'
import { graph, number } from './panels.ts'

/** The services at a glance. */
export function microservices(): Dashboard {
  return createDashboard('msctl-microservices', 'Microservices', 'Events, requests, memory and CPU of the services')
    .withPanel(
      number({
        title: 'Total Eventos Consumidos',
        description:
          'Distinct events that notification-service stored as notifications, over all of its replicas. Counted since each process started: a restart begins at 0 again.',
        unit: 'short',
        width: 6,
        queries: { events: 'sum(events_consumed_total)' },
      }),
    )
    .withPanel(
      graph({
        title: 'Eventos por Minuto',
        description: 'How many events a minute all replicas of notification-service consume.',
        unit: 'cpm',
        width: 18,
        queries: { 'events per minute': 'sum(rate(events_consumed_total[$__rate_interval])) * 60' },
      }),
    )
    .withPanel(
      graph({
        title: 'HTTP Requests Rate',
        description:
          'Requests a second by service and route, over all replicas. /metrics is Prometheus itself, /readyz and /livez are probes.',
        unit: 'reqps',
        width: 12,
        queries: { '{{job}} {{handler}}': 'sum by (job, handler) (rate(http_requests_total[$__rate_interval]))' },
      }),
    )
    .withPanel(
      graph({
        title: 'Latencia Promedio',
        description:
          'Average time to answer a request by service and route. A gap means that the route was not asked meanwhile.',
        unit: 's',
        width: 12,
        queries: {
          '{{job}} {{handler}}':
            'sum by (job, handler) (rate(http_request_duration_seconds_sum[$__rate_interval])) / sum by (job, handler) (rate(http_request_duration_seconds_count[$__rate_interval]))',
        },
      }),
    )
    .withPanel(
      graph({
        title: 'Uso de Memoria (by service)',
        description: 'Memory that the processes of each service hold (resident set), the sum of its replicas.',
        unit: 'bytes',
        width: 12,
        queries: { '{{job}}': 'sum by (job) (process_resident_memory_bytes)' },
      }),
    )
    .withPanel(
      graph({
        title: 'CPU Usage',
        description: 'Processor time by service, the sum of its replicas. 100 % is one core.',
        unit: 'percentunit',
        width: 12,
        queries: { '{{job}}': 'sum by (job) (rate(process_cpu_seconds_total[$__rate_interval]))' },
      }),
    )
    .build()
}
