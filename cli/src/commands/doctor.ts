import { BaseCommand } from '../base-command.ts'
import { exitCodes } from '../errors.ts'
import { doctorJson, doctorText } from '../ui/doctor-text.ts'

export default class Doctor extends BaseCommand<typeof Doctor> {
  static override summary = 'What this machine has and lacks, each with its fix'
  static override description =
    'Looks on each target for what a stack with the present settings needs: engine or tools, ports, memory, disk. Exit 0 when one can run, else 4.'
  static override examples = [
    '<%= config.bin %> doctor',
    '<%= config.bin %> doctor --target local --json',
    { description: 'With the settings of another stack', command: 'MSCTL_PORT_OFFSET=100 <%= config.bin %> doctor' },
  ]

  override async run(): Promise<object> {
    const { doctor } = await import('../actions/doctor.ts')
    const report = await doctor(this.settings, this.folders, this.effects())
    if (!report.targets.some(({ canRun }) => canRun)) this.exitWith(exitCodes.machineLacks)
    this.terminal.result(doctorText(report, this.terminal.out))
    return doctorJson(report)
  }
}
