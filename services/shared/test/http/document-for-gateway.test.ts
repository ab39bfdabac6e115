import { describe, expect, it } from 'vitest'
import { documentForGateway } from '../../src/http/document-for-gateway.ts'

const document = {
  paths: {
    '/users': { get: { tags: ['users'] } },
    '/users/{user_id}': { get: { tags: ['users'] } },
    '/register/': { post: { tags: ['users'] } },
    '/readyz': { get: { tags: ['operations'] } },
  },
}

describe('documentForGateway', () => {
  it('gives paths as they are behind the gateway, without what it does not let through', () => {
    const paths = Object.keys(documentForGateway(document, '/api/users').paths ?? {})
    expect(paths).toEqual(['/api/users', '/api/users/{user_id}', '/api/users/register/'])
  })

  it.each([undefined, '', '/', 'api', '/api/"><script>', ['/a', '/b'], '//evil.example'])(
    'leaves it as it is for prefix %j',
    (prefix) => {
      expect(documentForGateway(document, prefix)).toBe(document)
    },
  )
})
