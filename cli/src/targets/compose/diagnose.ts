import type { Run } from '../../lib/run.ts'
import { formatBytes, plural } from '../../lib/units.ts'
import { fail, findingOf, pass, passedOthers } from '../findings.ts'
import type { Diagnosis, Finding } from '../target.ts'
import type { Availability } from './availability.ts'
import type { ComposeContext } from './compose-context.ts'
import { engineMemory } from './engine-memory.ts'
import { absentImages } from './find-images.ts'
import { findProblems } from './find-problems.ts'

/** The engine, Compose, and what the engine has and lacks for the stack. Without an engine nothing else can be asked. */
export async function diagnose(
  { isUsable, reason, lookedAt, fixes, composeVersion = '' }: Availability,
  open: () => Promise<ComposeContext>,
  run: Run,
): Promise<Diagnosis> {
  if (!isUsable) {
    const message = lookedAt.length > 0 ? `${reason} (looked at: ${lookedAt.join('; ')})` : reason
    return { findings: [fail('engine', message, fixes, { lookedAt })], without: [] }
  }
  const context = await open()
  const { engine, stack } = context
  const [all, images, memoryBytes = 0] = await Promise.all([
    findProblems(context, run),
    imagesFinding(context, run),
    engineMemory(context, run),
  ])
  const problems = all.map(findingOf)
  const { url, origin } = engine.endpoint
  return {
    findings: [
      pass('tools', 'engine', `Docker ${engine.version}, ${url}`, { version: engine.version, url, origin }),
      pass('tools', 'compose', composeVersion, { version: composeVersion }),
      images,
      ...problems,
      ...passedOthers(
        problems,
        stack.components,
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
