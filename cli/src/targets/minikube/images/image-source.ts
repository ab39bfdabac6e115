import type { Run } from '../../../lib/run.ts'
import type { Outcome } from '../minikube-cli.ts'

/** An image that was built, or can be, and how it comes into a profile. */
export interface ImageSource {
  readonly image: string
  /** Changes whenever the image does. */
  readonly source: string
  /** In the place of one of the same name. What minikube then exits with says little. */
  putInto(profile: string, run: Run): Promise<Outcome>
}
