import type { ToolName } from '../tools/tool.ts'

interface Ways {
  readonly debian: string
  readonly fedora: string
  readonly macos: string
}

const commands: Readonly<Record<ToolName, Ways>> = {
  java: {
    debian: 'sudo apt install default-jre-headless',
    fedora: 'sudo dnf install java-latest-openjdk-headless',
    macos: 'brew install openjdk',
  },
  mysql: {
    debian: 'sudo apt install mariadb-server-core mariadb-client-core',
    fedora: 'sudo dnf install mariadb-server',
    macos: 'brew install mysql',
  },
  kafka: mavenFirst('kafka'),
  'kafka-kraft': mavenFirst('kafka-kraft'),
  traefik: {
    debian:
      'put traefik from https://github.com/traefik/traefik/releases on PATH, or install Go: sudo apt install golang',
    fedora:
      'put traefik from https://github.com/traefik/traefik/releases on PATH, or install Go: sudo dnf install golang',
    macos: 'brew install traefik',
  },
  prometheus: {
    debian: 'sudo apt install prometheus',
    fedora: 'put prometheus from https://prometheus.io/download on PATH',
    macos: 'brew install prometheus',
  },
  grafana: {
    debian: 'https://grafana.com/grafana/download',
    fedora: 'https://grafana.com/grafana/download',
    macos: 'brew install grafana',
  },
  adminer: {
    debian: 'sudo apt install adminer php-cli php-mysql',
    fedora: 'https://www.adminer.org: as /usr/share/adminer/adminer.php, and sudo dnf install php-cli php-mysqlnd',
    macos: 'https://www.adminer.org: as /usr/local/share/adminer/adminer.php, and brew install php',
  },
}

/** How a person installs the tool: the way of this system where it is known, else all. */
export function installHints(tool: ToolName, platform: NodeJS.Platform = process.platform): readonly string[] {
  const { debian, fedora, macos } = commands[tool]
  if (platform === 'darwin') return [macos]
  if (debian === fedora) return [debian]
  return [`Debian, Ubuntu: ${debian}`, `Fedora: ${fedora}`]
}

function mavenFirst(tool: ToolName): Ways {
  const then = `, then msctl setup ${tool}`
  return {
    debian: `sudo apt install maven${then}`,
    fedora: `sudo dnf install maven${then}`,
    macos: `brew install maven${then}`,
  }
}
