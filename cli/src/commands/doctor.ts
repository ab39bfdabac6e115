import { BaseCommand } from '../base-command.ts'
import { exitCodes } from '../errors.ts'
import { doctorJson, doctorText } from '../ui/doctor-text.ts'

export default class Doctor extends BaseCommand<typeof Doctor> {
  static override summary = 'What this machine has and lacks, each with its fix'
  static override description =
    'Looks for the tools, ports, memory and folders that a stack with the present settings needs. Exit 0 when a target can run, else 4.'
  static override examples = [
    '<%= config.bin %> doctor',
    '<%= config.bin %> doctor --json',
    { description: 'With the settings of another stack', command: 'MSCTL_PORT_OFFSET=100 <%= config.bin %> doctor' },
  ]

  override async run(): Promise<object> {
    const { doctor } = await import('../actions/doctor.ts')
    const report = await doctor(this.settings, this.folders, this.effects())
    if (!report.canRun) this.exitWith(exitCodes.machineLacks)
    this.terminal.result(doctorText(report, this.terminal.out))
    return doctorJson(report)
  }
}
