const options = 'ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin'

export const notificationTables = [
  `CREATE TABLE IF NOT EXISTS inbox (
    event_id BINARY(16) NOT NULL PRIMARY KEY,
    user_id BIGINT UNSIGNED NULL,
    received_at DATETIME(6) NOT NULL
  ) ${options}`,
  `CREATE TABLE IF NOT EXISTS notifications (
    id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    event_id BINARY(16) NOT NULL,
    user_id BIGINT UNSIGNED NULL,
    user_name VARCHAR(100) NOT NULL,
    email VARCHAR(254) NOT NULL,
    received_at DATETIME(6) NOT NULL,
    UNIQUE KEY notifications_event_id (event_id),
    KEY notifications_email (email)
  ) ${options}`,
]

/** Reads nothing, and fails where a table is missing or must not be read. */
export const notificationTablesQuery = 'SELECT 1 FROM inbox, notifications LIMIT 0'
