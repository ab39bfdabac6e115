/** How to get the program; as a function, since it depends on the system. */
export function installHints(platform: NodeJS.Platform = process.platform): readonly string[] {
  return [
    ...(platform === 'darwin' ? ['brew install minikube'] : []),
    'https://minikube.sigs.k8s.io/docs/start tells how to get it',
    'without it: msctl up --target compose, or --target local',
  ]
}
