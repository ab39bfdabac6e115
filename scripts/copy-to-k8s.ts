// npm run k8s: writes what kustomize must find below k8s/, since it takes no file from elsewhere.
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'

/** Each file and its copy, by their paths in the project. */
export const copies: Readonly<Record<string, string>> = {
  'prometheus.yml': 'k8s/prometheus/prometheus.yml',
  'templates/prometheus/rules/alerts.yml': 'k8s/prometheus/alerts.yml',
  'templates/traefik/traefik.yml': 'k8s/traefik/traefik.yml',
  'grafana/provisioning/datasources/prometheus.yml': 'k8s/grafana/provisioning/datasources/prometheus.yml',
  'grafana/provisioning/dashboards/dashboards.yml': 'k8s/grafana/provisioning/dashboards/dashboards.yml',
  'grafana/dashboards/microservices.json': 'k8s/grafana/dashboards/microservices.json',
  'grafana/dashboards/pipeline.json': 'k8s/grafana/dashboards/pipeline.json',
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..')
  for (const [original, copy] of Object.entries(copies)) copyFileSync(join(root, original), join(root, copy))
}
