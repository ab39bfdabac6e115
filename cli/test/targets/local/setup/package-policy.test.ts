import { expect, it } from 'vitest'
import { choosePackages } from '../../../../src/targets/local/setup/package-policy.ts'

const policy = `mariadb-server-core:
  Installed: (none)
  Candidate: 1:10.6.22-0ubuntu0.22.04.1
  Version table:
     1:10.6.22-0ubuntu0.22.04.1 500
mariadb-client-core:
  Installed: 1:10.6.22-0ubuntu0.22.04.1
  Candidate: 1:10.6.22-0ubuntu0.22.04.1
mysql-server-core-8.4:
  Installed: (none)
  Candidate: (none)
mysql-server-core-8.0:
  Installed: (none)
  Candidate: 8.0.42-0ubuntu0.22.04.1
`
const mariadb = ['mariadb-server-core', 'mariadb-client-core']

it('takes the first choice that can be had and is new enough', () => {
  const choices = [
    { names: mariadb, atLeast: '10.11' },
    { names: ['mysql-server-core-8.4'] },
    { names: ['mysql-server-core-8.0'] },
  ]
  expect(choosePackages(choices, policy)).toEqual(['mysql-server-core-8.0'])
  expect(choosePackages([{ names: mariadb, atLeast: '10.6' }], policy)).toEqual(mariadb)
})

it('takes none where not all packages of a choice can be had', () => {
  expect(choosePackages([{ names: ['mysql-server-core-8.0', 'mysql-client-core-8.0'] }], policy)).toBeUndefined()
  expect(choosePackages([{ names: ['prometheus'] }], '')).toBeUndefined()
})
