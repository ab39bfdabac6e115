/** Why an address is none, in the words of Python's email-validator. */
export class InvalidEmail extends Error {
  override readonly name = 'InvalidEmail'
}
