export interface NewUser {
  readonly userName: string
  /** In lower case. */
  readonly email: string
  /** UUIDv7 of the event that tells others. */
  readonly eventId: string
  /** Of the request, to join the logs of both services. */
  readonly requestId: string
  readonly registeredAt: Date
}

export type Registration = { readonly kind: 'registered'; readonly id: number } | { readonly kind: 'email taken' }

export interface User {
  readonly id: number
  readonly user_name: string
  readonly email: string
  readonly created_at: Date
}

export interface UserPage {
  readonly after: number
  readonly limit: number
  /** Only the user with this address, be it a canary; without it canaries are left out. */
  readonly email?: string | undefined
}

/** Where users are kept. Each method throws Unavailable when it does not answer within 3 s. */
export interface UserRepository {
  /** User and event together, durable once it returns, or neither. */
  register(user: NewUser): Promise<Registration>
  find(id: number): Promise<User | undefined>
  /** In order of id. */
  list(page: UserPage): Promise<readonly User[]>
}
