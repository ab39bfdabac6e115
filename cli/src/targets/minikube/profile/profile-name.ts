import { MsctlError } from '../../../errors.ts'

/** The profile that minikube takes, too, where none is named. */
export const usualProfile = 'minikube'

/** How commands name the target on this profile. */
export function targetFlags(profile: string): string {
  return `--target minikube${profile === usualProfile ? '' : ` --context ${profile}`}`
}

/** As minikube wants them (pkg/minikube/config/profile.go): it says no more than that the name is not valid. */
const pattern =
  /^(([a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])\.)*([A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9])$/

/** Throws MSCTL_CONFIGURATION for what cannot be a profile, before anything is asked. */
export function refuseBadName(profile: string): void {
  if (pattern.test(profile) && profile.length > 1) return
  throw new MsctlError('MSCTL_CONFIGURATION', `"${profile}" cannot be a Minikube profile`, {
    suggestions: ['--context takes two or more of a-z, A-Z, 0-9, "-" and ".", a letter or digit at both ends'],
  })
}
