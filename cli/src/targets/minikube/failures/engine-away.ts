/** Whatever minikube was about to do: without the engine of its profile it can do nothing. */
export function isEngineAway(message: string): boolean {
  return /Cannot connect to the Docker daemon/.test(message)
}
