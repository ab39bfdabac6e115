/** The engine could not be reached, or went away in the middle of an answer: another try may go better. */
export class ConnectionLost extends Error {
  constructor(cause: Error) {
    super(cause.message, { cause })
  }
}
