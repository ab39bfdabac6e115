/** A program (or a set of jars) that `local` starts servers with. */
export const toolNames = [
  'java',
  'mysql',
  'kafka',
  'kafka-kraft',
  'traefik',
  'prometheus',
  'grafana',
  'adminer',
] as const

export type ToolName = (typeof toolNames)[number]

export interface FoundTool {
  readonly name: ToolName
  readonly found: true
  /** For people: "MariaDB 10.11.19", "3.9.2". */
  readonly version: string
  readonly origin: 'path' | 'cache'
  /** The program; for kafka and kafka-kraft the folder of the jars; for adminer the php program. */
  readonly path: string
  /** Other files that belong to it by role, absolute: mysql {installDb, client, baseDir, messagesDir}, adminer {page}, kafka {zookeeperVersion} … */
  readonly parts: Readonly<Record<string, string>>
  /** What its processes need in the environment, e.g. LD_LIBRARY_PATH. */
  readonly env: Readonly<Record<string, string>>
}

export interface MissingTool {
  readonly name: ToolName
  readonly found: false
  /** "not found", "java 11 found, 17 or later needed" */
  readonly reason: string
  /** A command to paste or a page to visit. */
  readonly fix: string
}

export type ToolLookup = FoundTool | MissingTool
