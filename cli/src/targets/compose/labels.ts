export const projectLabel = 'com.docker.compose.project'

/** On all that the Compose files make: nothing without it is ever touched. */
export const ourLabel = 'app.kubernetes.io/part-of=msctl'
