#!/bin/sh
# The stack with kubectl alone, in the cluster of the current context; the images must be there already (docs/targets.md).
#   k8s/deploy.sh                  ZooKeeper and Kafka 3.9
#   k8s/deploy.sh overlays/kraft   Kafka 4 without ZooKeeper
# Remove it with: kubectl delete namespace microservices
set -eu
folder=$(dirname "$0")/${1:-}
namespace=microservices

kubectl apply -k "$folder"
for workload in $(kubectl -n "$namespace" get statefulsets,deployments -l app.kubernetes.io/part-of=msctl -o name); do
  kubectl -n "$namespace" rollout status "$workload" --timeout "${TIMEOUT:-10m}"
done

node=$(kubectl get nodes -o jsonpath='{.items[0].status.addresses[?(@.type=="InternalIP")].address}')
echo
echo "On a node's address (Minikube on macOS: minikube service NAME -n $namespace):"
kubectl -n "$namespace" get services -l app.kubernetes.io/part-of=msctl \
  -o jsonpath='{range .items[?(@.spec.type=="NodePort")]}{.metadata.name}{range .spec.ports[*]} {.name}={.nodePort}{end}{"\n"}{end}' |
  while read -r name ports; do
    for port in $ports; do printf '  %-10s %-22s http://%s:%s\n' "$name" "${port%=*}" "$node" "${port#*=}"; done
  done
