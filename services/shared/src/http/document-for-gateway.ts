export interface OpenApiDocument {
  readonly paths?: Readonly<Record<string, object | undefined>>
}

/**
 * The document as it is right behind the gateway, which strips a prefix and names it in X-Forwarded-Prefix: paths get it
 * back (/register/ is /api/users/register/, /users is /api/users), and what the gateway does not let through is left out.
 */
export function documentForGateway(document: OpenApiDocument, prefix: string | string[] | undefined): OpenApiDocument {
  if (typeof prefix !== 'string' || !/^(?:\/[\w.-]+){1,5}$/.test(prefix)) return document
  const parent = prefix.slice(0, prefix.lastIndexOf('/'))
  const own = prefix.slice(parent.length)
  const paths = Object.entries(document.paths ?? {}).filter(([, item]) => !isOperation(item))
  return {
    ...document,
    paths: Object.fromEntries(
      paths.map(([path, item]) => [path === own || path.startsWith(`${own}/`) ? parent + path : prefix + path, item]),
    ),
  }
}

function isOperation(item: object | undefined): boolean {
  return Object.values((item ?? {}) as Record<string, { tags?: string[] }>).some(({ tags }) =>
    tags?.includes('operations'),
  )
}
