import type { Cause } from '../stack/stack.ts'

interface Pattern extends Cause {
  readonly sign: RegExp
}

const removeData = 'msctl down --volumes, then msctl up: starts with empty data'

/** The few causes that people meet, by what the server writes; more than one component may show the same. */
const patterns: readonly Pattern[] = [
  {
    sign: /address already in use|BindException|EADDRINUSE|Bind on TCP\/IP port/i,
    why: 'its port was taken by another program between the check and its start',
    suggestions: ['msctl up --port-offset 100', 'msctl doctor names who holds which port'],
  },
  {
    sign: /no space left on device|ENOSPC|Disk is full|failed with error 28\b/i,
    why: 'the disk is full',
    suggestions: ['make room, then msctl up', 'msctl down --volumes removes the data of this stack'],
  },
  {
    sign: /OutOfMemoryError|Cannot allocate memory|insufficient memory for the Java Runtime/i,
    why: 'not enough memory',
    suggestions: ['end other programs, or leave parts out: msctl up --without grafana --without adminer'],
  },
  {
    sign: /Failed to acquire lock on file \.lock/,
    why: 'Kafka could not lock its data folder: another Kafka uses it',
    suggestions: ['msctl down, then msctl up'],
  },
  {
    sign: /InconsistentClusterIdException|doesn't match stored clusterId/,
    why: 'the data of Kafka belongs to another ZooKeeper',
    suggestions: [removeData],
  },
  {
    sign: /NodeExistsException/,
    why: 'ZooKeeper still holds the session of the Kafka before; it ends after 6 s',
    suggestions: ['msctl up again in a few seconds'],
  },
  {
    sign: /UnsupportedClassVersionError/,
    why: 'this Java is too old',
    suggestions: ['install Java 17 or later; msctl doctor shows which one is found'],
  },
  {
    sign: /Unable to lock \.\/ibdata1|InnoDB: .*lock.*error: 11/i,
    why: 'the database could not lock its data folder: another server uses it',
    suggestions: ['msctl down, then msctl up'],
  },
  {
    sign: /Access denied for user/i,
    why: 'the database refuses the password: its data was made with another one',
    suggestions: ['msctl config shows where the password comes from', removeData],
  },
]

/** What the last lines of a component that died say about why, when it is one of the known causes. */
export function knownCause(lastLines: readonly string[]): Cause | undefined {
  const text = lastLines.join('\n')
  const found = patterns.find(({ sign }) => sign.test(text))
  return found && { why: found.why, suggestions: found.suggestions }
}
