import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import type { KubeObject } from '../../../../src/targets/kubernetes/api/resources.ts'
import { readKustomization } from '../../../../src/targets/kubernetes/render/read-kustomization.ts'
import { manifestFolder } from '../../../../src/targets/kubernetes/render/render-stack.ts'
import { openTempFolder } from '../../../temp-folder.ts'

const { failed } = await execa('kubectl', ['version', '--client'], { reject: false })
const isRequired = (process.env.MSCTL_TEST_REQUIRE ?? '').split(',').includes('kubernetes')

describe('the reader of kustomizations', () => {
  it.skipIf(failed && !isRequired).each(['zookeeper', 'kraft'] as const)(
    'gives what kubectl kustomize gives, with %s',
    async (kafkaMode) => {
      const folder = manifestFolder({ kafkaMode })
      const { stdout } = await execa('kubectl', ['kustomize', folder])
      const theirs = parseAllDocuments(stdout).map((document) => document.toJS() as KubeObject)
      expect(byName(readKustomization(folder))).toEqual(byName(theirs))
    },
  )

  it('refuses what it does not know', () => {
    using folder = openTempFolder()
    writeFileSync(join(folder.path, 'kustomization.yaml'), 'namePrefix: my-\nresources: []\n')
    expect(() => readKustomization(folder.path)).toThrow(/kustomization\.yaml: namePrefix is nothing that msctl reads/)
  })
})

function byName(objects: readonly KubeObject[]): Record<string, unknown> {
  return Object.fromEntries(objects.map((one) => [`${one.kind}/${one.metadata.name}`, JSON.parse(JSON.stringify(one))]))
}
