import { describe, expect, it } from 'vitest'
import { Unavailable } from '../../shared/src/unavailable.ts'
import { buildTestApp } from './build-test-app.ts'

async function withUsers(count: number) {
  const test = await buildTestApp()
  for (let index = 1; index <= count; index++) {
    await test.app.inject({
      method: 'POST',
      url: '/register',
      payload: { user_name: `u${index}`, email: `u${index}@b.co` },
    })
  }
  return { ...test, get: async (url: string) => test.app.inject({ url }) }
}

describe('GET /users', () => {
  it('is an empty page when there is nobody', async () => {
    const { get } = await withUsers(0)
    const response = await get('/users')
    expect(response.statusCode).toBe(200)
    expect(response.json()).toEqual({ items: [], next_after: null })
  })

  it('pages by id', async () => {
    const { get } = await withUsers(3)
    const first = (await get('/users?limit=2')).json()
    expect(first.items.map(({ id }: { id: number }) => id)).toEqual([1, 2])
    expect(first.next_after).toBe(2)
    const last = (await get('/users/?limit=2&after=2')).json()
    expect(last.items).toEqual([{ id: 3, user_name: 'u3', email: 'u3@b.co', created_at: expect.stringMatching(/Z$/) }])
    expect(last.next_after).toBeNull()
  })

  it('has no next page when the limit is met exactly', async () => {
    const { get } = await withUsers(2)
    expect((await get('/users?limit=2')).json().next_after).toBeNull()
  })

  it('asks for an e-mail in lower case, also for an empty one', async () => {
    const { get, pages } = await withUsers(0)
    await get('/users?email=U1@B.co')
    await get('/users?email=')
    expect(pages).toEqual([
      { after: 0, limit: 101, email: 'u1@b.co' },
      { after: 0, limit: 101, email: '' },
    ])
  })

  it('refuses values that are no numbers or out of bounds', async () => {
    const { get } = await withUsers(0)
    const response = await get('/users?after=x&limit=1001')
    expect(response.statusCode).toBe(422)
    expect(response.json().detail).toEqual([
      {
        type: 'int_parsing',
        loc: ['query', 'after'],
        msg: 'Input should be a valid integer, unable to parse string as an integer',
        input: 'x',
      },
      {
        type: 'less_than_equal',
        loc: ['query', 'limit'],
        msg: 'Input should be less than or equal to 1000',
        input: '1001',
        ctx: { le: 1000 },
      },
    ])
  })

  it('takes the last of a repeated value', async () => {
    const { get, pages } = await withUsers(0)
    await get('/users?limit=5&limit=7')
    expect(pages[0]?.limit).toBe(8)
  })

  it('answers 503 while the database is away', async () => {
    const { get, state } = await withUsers(0)
    state.failWith = new Unavailable('MySQL: away')
    expect((await get('/users')).statusCode).toBe(503)
  })
})

describe('GET /users/{user_id}', () => {
  it.each(['/users/1', '/users/1/'])('finds %s', async (url) => {
    const { get } = await withUsers(1)
    expect((await get(url)).json()).toMatchObject({ id: 1, user_name: 'u1', email: 'u1@b.co' })
  })

  it('answers 404 for nobody and 422 for no id', async () => {
    const { get } = await withUsers(1)
    const nobody = await get('/users/2')
    expect([nobody.statusCode, nobody.json()]).toEqual([404, { detail: 'User not found' }])
    expect((await get('/users/abc')).json().detail[0].loc).toEqual(['path', 'user_id'])
    expect((await get('/users/99999999999999999999')).statusCode).toBe(422)
  })
})
