import { type ComponentName, componentNames } from '../../stack/components.ts'

const nameKey = 'app.kubernetes.io/name'
const partOfKey = 'app.kubernetes.io/part-of'
const managedByKey = 'app.kubernetes.io/managed-by'

/** On all that the manifests make: nothing without it is ever touched. */
export const ourSelector = `${partOfKey}=msctl`

type Labels = Readonly<Record<string, string>> | undefined

export function isOurs(labels: Labels): boolean {
  return labels?.[partOfKey] === 'msctl'
}

/** The manifests made it; what somebody else made for a stack, and labelled for it, lacks the second label. */
export function isMadeByMsctl(labels: Labels): boolean {
  return isOurs(labels) && labels?.[managedByKey] === 'msctl'
}

/** Which component of the stack an object belongs to. */
export function componentIn(labels: Labels): ComponentName | undefined {
  return componentNames.find((name) => name === labels?.[nameKey])
}

export function selectorOf(component: ComponentName): string {
  return `${ourSelector},${nameKey}=${component}`
}
