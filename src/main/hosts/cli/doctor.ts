import { type Command, Option } from 'commander'
import { DoctorReach, type DoctorReport } from '#contract/doctor'
import { sayJson } from './print.ts'
import { type CommandOptions, withHandlers } from './with-handlers.ts'

const DIFFERS = 5

/** `soma doctor`: whether all that is derived from the memories is what they say (STO-6). */
export const addDoctorCommand = (program: Command, options: CommandOptions): void => {
  program
    .command('doctor')
    .description(
      `hold Redis, Qdrant, file, keywords, vectors, index and graph against the memories, as JSON; ends with ${DIFFERS} where any differ`,
    )
    .option('--repair', 'make anew what differs; what is taken over from Redis can be undone')
    .addOption(
      new Option('--vectors <which>', 'of the vectors in Qdrant read back one in sixteen, or each')
        .choices(DoctorReach.options)
        .default('sample'),
    )
    .action(async ({ repair, vectors }: { repair?: boolean; vectors: DoctorReach }) => {
      const report = await withHandlers(options, 'recall', ({ handlers, context }): Promise<DoctorReport> => {
        const { doctor } = handlers
        return repair === true ? doctor.repair({ vectors }, context) : doctor.check({ vectors }, context)
      })
      sayJson(report)
      if (report.total > 0) process.exitCode = DIFFERS
    })
}
