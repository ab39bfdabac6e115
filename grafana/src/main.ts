// npm run dashboards: writes grafana/dashboards/.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { renderDashboards } from './dashboards.ts'

const folder = join(import.meta.dirname, '..', 'dashboards')
for (const [name, text] of renderDashboards()) writeFileSync(join(folder, name), text)
