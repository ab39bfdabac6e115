/** Documentation of a user in an answer. */
export const userProperties = {
  id: { type: 'integer', minimum: 1 },
  user_name: { type: 'string', minLength: 1, maxLength: 100 },
  email: { type: 'string' },
  created_at: { type: 'string', format: 'date-time' },
} as const
