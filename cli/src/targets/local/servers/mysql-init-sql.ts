import type { Credentials } from '../../../stack/stack.ts'

/** What the server runs at each start, one statement a line: database and users are as the settings say now, whatever they were. */
export function mysqlInitSql(database: string, credentials: Credentials): string {
  const { mysqlRootPassword, mysqlUser, mysqlPassword } = credentials
  return [
    'SET SESSION sql_log_bin = 0;',
    // MariaDB makes it, without a password.
    "DROP USER IF EXISTS 'root'@'::1';",
    `CREATE DATABASE IF NOT EXISTS \`${database}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;`,
    ...account('root', '127.0.0.1', mysqlRootPassword),
    "GRANT ALL PRIVILEGES ON *.* TO 'root'@'127.0.0.1' WITH GRANT OPTION;",
    ...account('root', 'localhost', mysqlRootPassword),
    ...account(mysqlUser, '%', mysqlPassword),
    `GRANT ALL PRIVILEGES ON \`${database}\`.* TO '${mysqlUser}'@'%';`,
    '',
  ].join('\n')
}

function account(user: string, host: string, password: string): readonly string[] {
  const name = `'${user}'@'${host}'`
  return [
    `CREATE USER IF NOT EXISTS ${name} IDENTIFIED BY ${quoted(password)};`,
    `ALTER USER ${name} IDENTIFIED BY ${quoted(password)};`,
  ]
}

/** A text in SQL on one line. */
function quoted(text: string): string {
  const escapes: Readonly<Record<string, string>> = { "'": "''", '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\0': '\\0' }
  return `'${[...text].map((character) => escapes[character] ?? character).join('')}'`
}
