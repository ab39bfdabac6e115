/** The way out where the driver that was asked for cannot be used. */
export const otherDriver =
  'another driver: MSCTL_MINIKUBE_DRIVER=NAME msctl up --target minikube (minikube start --help lists them)'
