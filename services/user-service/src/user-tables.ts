/** utf8mb4_bin everywhere: two texts are the same only when their characters are. */
const options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin'

export const userTables = [
  `CREATE TABLE IF NOT EXISTS users (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    user_name VARCHAR(100) NOT NULL,
    email VARCHAR(254) NOT NULL,
    created_at DATETIME(6) NOT NULL,
    UNIQUE KEY users_email (email)
  ) ${options}`,
  // payload is TEXT and not JSON, since JSON columns reorder keys and the wire event is exact
  `CREATE TABLE IF NOT EXISTS outbox (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    event_id BINARY(16) NOT NULL,
    aggregate_id BIGINT UNSIGNED NOT NULL,
    event_type VARCHAR(100) NOT NULL,
    payload TEXT NOT NULL,
    headers TEXT NOT NULL,
    created_at DATETIME(6) NOT NULL
  ) ${options}`,
]

/** Reads nothing, and fails where a table is missing or must not be read. */
export const userTablesQuery = 'SELECT 1 FROM users, outbox LIMIT 0'
