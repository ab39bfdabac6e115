import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/** A file of the project by its path in it. */
export function readProjectFile(path: string): string {
  return readFileSync(join(import.meta.dirname, '..', '..', '..', path), 'utf8')
}

/** Stands where an override has `!reset`. */
export const reset = Symbol('reset')

// biome-ignore lint/suspicious/noExplicitAny: files of several formats, each read by who knows it
export function parseYaml(text: string): any {
  const customTags = [{ tag: '!reset', resolve: () => reset }]
  return parse(text, { merge: true, customTags })
}

// biome-ignore lint/suspicious/noExplicitAny: as above
export const readYaml = (path: string): any => parseYaml(readProjectFile(path))

export const packageVersion: string = JSON.parse(readProjectFile('package.json')).version
