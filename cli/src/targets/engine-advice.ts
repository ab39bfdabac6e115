/** What people can do where no Docker engine answers. */
export const startDocker = 'start Docker Desktop, or: sudo systemctl start docker'

/** Where it has too little memory, or too few CPUs. */
export const moreForEngine = 'give the engine more (Docker Desktop: Settings, Resources)'
