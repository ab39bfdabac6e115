import { describe, expect, it } from 'vitest'
import { shownVariables, stackEnvironment } from '../../../src/targets/compose/stack-environment.ts'
import { stackOf } from '../../test-stack.ts'

const secrets = {
  MYSQL_ROOT_PASSWORD: 'root-s3cret',
  MYSQL_PASSWORD: 'user-s3cret',
  GRAFANA_ADMIN_PASSWORD: 'g-s3cret',
}

describe('stackEnvironment', () => {
  it('says the stack’s ports, offset applied, and leaves the files’ own defaults of what is not set', () => {
    const { shown } = stackEnvironment(stackOf({ MSCTL_PORT_OFFSET: '100', MSCTL_BIND: '0.0.0.0' }), '/state')
    expect(shown).toMatchObject({
      MYSQL_PORT: '3406',
      TRAEFIK_PORT: '8181',
      TRAEFIK_DASHBOARD_PORT: '8180',
      USER_SERVICE_PORT: '8100',
      MSCTL_BIND: '0.0.0.0',
      // Where clients on this machine connect, not where the port is bound.
      KAFKA_ADVERTISED_HOST: '127.0.0.1',
      MYSQL_IMAGE: '',
      MYSQL_MEMORY: '',
    })
  })

  it('has every variable set, also for what is left out: those of the user’s shell mean other things', () => {
    const { shown } = stackEnvironment(stackOf({}, { without: ['grafana', 'user-service'] }), '/state')
    expect(shown).toMatchObject({ GRAFANA_PORT: '', GRAFANA_IMAGE: '', USER_SERVICE_PORT: '8000' })
  })

  it('never builds under the name of somebody else’s image', () => {
    const image = {
      USER_SERVICE_IMAGE: 'somebody/user-service:1',
      NOTIFICATION_SERVICE_IMAGE: 'msctl/notification-service:2',
    }
    const { shown } = stackEnvironment(stackOf(image), '/state')
    expect(shown).toMatchObject({
      USER_SERVICE_PULL_POLICY: 'missing',
      USER_SERVICE_IMAGE: image.USER_SERVICE_IMAGE,
      NOTIFICATION_SERVICE_PULL_POLICY: '',
    })
  })

  it('keeps passwords apart from what is shown', () => {
    const stack = stackOf(secrets)
    expect(stackEnvironment(stack, '/state').secret).toEqual(secrets)
    expect(JSON.stringify(stackEnvironment(stack, '/state').shown)).not.toMatch(/s3cret/)
  })
})

describe('shownVariables', () => {
  it('are only those that differ from the files, and no password', () => {
    const plain = shownVariables(stackOf(), '/state')
    expect(plain.filter((one) => !one.startsWith('MSCTL_ROUTES_FOLDER='))).toEqual([])
    const changed = shownVariables(stackOf({ ...secrets, MYSQL_PORT: '3307', KAFKA_MEMORY: '2g' }), '/state')
    expect(changed).toEqual(expect.arrayContaining(['MYSQL_PORT=3307', 'KAFKA_MEMORY=2g']))
    expect(changed.join(' ')).not.toMatch(/s3cret|PASSWORD/)
  })
})
