import type { Run } from '../../lib/run.ts'
import { formatBytes, plural } from '../../lib/units.ts'
import { findingOf, pass, passedOthers } from '../findings.ts'
import type { Diagnosis, Finding } from '../target.ts'
import { availability } from './availability.ts'
import type { ComposeContext } from './compose-context.ts'
import { ask } from './engine/open-engine.ts'
import { absentImages } from './find-images.ts'
import { findProblems } from './find-problems.ts'

/** The engine, Compose, and what the engine has and lacks for the stack. Without an engine nothing else can be asked. */
export async function diagnose(open: () => Promise<ComposeContext>, run: Run): Promise<Diagnosis> {
  const { isUsable, reason, fixes, composeVersion = '' } = await availability(run)
  if (!isUsable) {
    return {
      findings: [{ category: 'tools', name: 'engine', status: 'fail', message: reason, fixes, details: {} }],
      without: [],
    }
  }
  const context = await open()
  const { engine, stack } = context
  const [problems, images, memoryBytes] = await Promise.all([
    findProblems(context, run),
    imagesFinding(context, run),
    memoryOf(context, run),
  ])
  const ports = stack.components.reduce((sum, one) => sum + Object.keys(one.ports).length, 0)
  const { url, origin } = engine.endpoint
  return {
    findings: [
      pass('tools', 'engine', `Docker ${engine.version}, ${url}`, { version: engine.version, url, origin }),
      pass('tools', 'compose', composeVersion, { version: composeVersion }),
      images,
      ...problems.map(findingOf),
      ...passedOthers(
        problems,
        ports,
        pass('memory', 'memory', `the engine has ${formatBytes(memoryBytes)}`, { availableBytes: memoryBytes }),
      ),
    ],
    without: [],
  }
}

async function imagesFinding(context: ComposeContext, run: Run): Promise<Finding> {
  const absent = await absentImages(context, run)
  if (absent.length === 0) return pass('tools', 'images', 'all are here')
  return {
    category: 'tools',
    name: 'images',
    status: 'warning',
    message: `${plural(absent.length, 'image')} not here yet, up pulls: ${absent.join(', ')}`,
    fixes: absent.map((image) => `docker pull ${image}`),
    details: { absent },
  }
}

async function memoryOf({ engine }: ComposeContext, { signal }: Run): Promise<number> {
  const info = (await ask(engine, signal, () => engine.docker.info())) as { readonly MemTotal?: number } | undefined
  return info?.MemTotal ?? 0
}
