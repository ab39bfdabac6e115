import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** A file of kafkajs as it was published. */
export const original = (file: string) => require(`kafkajs/src/${file}`)
