/** Documentation of a user in an answer. */
export const userProperties = {
  id: { type: 'integer' },
  user_name: { type: 'string' },
  email: { type: 'string' },
  created_at: { type: 'string', format: 'date-time' },
} as const
