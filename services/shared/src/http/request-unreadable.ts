/** A body that is no text at all, or nested too deep; becomes a 400. */
export class RequestUnreadable extends Error {
  override readonly name = 'RequestUnreadable'
  readonly statusCode = 400

  constructor() {
    super('There was an error parsing the body')
  }
}
