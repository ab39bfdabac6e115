// `msctl up` until every workload is rolled out ÷ `kubectl apply -k` and `kubectl rollout status` of all, of the same parts, images present.
export async function benchKubernetes(_rounds: number): Promise<void> {
  throw new Error('not there yet')
}
