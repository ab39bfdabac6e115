/** "mysql:8.4" is 8.4, "traefik:v3.6" is 3.6; undefined where the tag is no version, or there is none. */
export function imageVersion(image: string): string | undefined {
  const [named = ''] = image.split('@')
  const [, tag = ''] = /:([^:/]+)$/.exec(named) ?? []
  return /\d/.test(tag) ? tag.replace(/^v(?=\d)/, '') : undefined
}
