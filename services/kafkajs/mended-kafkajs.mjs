import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const sources = join(import.meta.dirname, 'src')

/** Files of kafkajs, from its src/, in whose place a function of ours comes into the bundle; tests compare them with the originals. */
const replaced = {
  'protocol/recordBatch/record/v0/index.js': ['encode-record.ts', 'encodeRecord'],
  'protocol/recordBatch/record/v0/decoder.js': ['decode-record.ts', 'decodeRecord'],
  'protocol/recordBatch/crc32C/crc32C.js': ['crc32c.ts', 'crc32c'],
  'producer/groupMessagesPerPartition.js': ['group-messages.ts', 'groupMessages'],
  'producer/partitioners/default/murmur2.js': ['murmur2.ts', 'murmur2'],
}

/**
 * Once a connection has had its first answer kafkajs looks every millisecond for ever whether a request waits: 4 % of a core in each idle
 * service. Whoever waits has asked for that itself (tulios/kafkajs#1751: the time comes from -1, of which Node 24 also warns).
 */
const looking = [
  '  scheduleCheckPendingRequests() {\n',
  '  scheduleCheckPendingRequests() {\n    if (this.pending.length === 0) return\n',
]

/** kafkajs has had no release since 2023. What of it costs most is mended on the way into a bundle. An esbuild plugin. */
export const mendedKafkajs = {
  name: 'mended-kafkajs',
  setup({ onLoad, onEnd }) {
    const left = new Set(Object.keys(replaced))
    onLoad({ filter: /\/node_modules\/kafkajs\/src\/.*\.js$/ }, ({ path }) => {
      const [, file] = /.*\/node_modules\/kafkajs\/src\/(.*)$/.exec(path)
      if (file === 'network/requestQueue/index.js') return { contents: mend(path, looking) }
      if (!(file in replaced)) return undefined
      left.delete(file)
      const [source, name] = replaced[file]
      return { contents: `module.exports = require(${JSON.stringify(join(sources, source))}).${name}` }
    })
    onEnd(() => {
      if (left.size > 0) throw new Error(`kafkajs is not as expected: there is no ${[...left].join(', ')}`)
    })
  },
}

function mend(path, [before, after]) {
  const contents = readFileSync(path, 'utf8')
  if (!contents.includes(before)) throw new Error(`${path} is not as expected`)
  return contents.replace(before, after)
}
