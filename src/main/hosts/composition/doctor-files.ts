import { rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { DoctorFiles, FileDiagnosis } from '#engine/doctor/doctor-ports'
import type { ResolvedConfig } from '../config.ts'
import { inOneOffThread } from './one-off-thread.ts'

/** The database file and the saved indexes beside it, looked at in a thread of its own. */
export const doctorFilesOf = (config: ResolvedConfig, workerFile: string): DoctorFiles => {
  const folder = join(config.data_dir, 'index')
  return {
    diagnose: async (signal) => {
      if (config.mode === 'on_demand') return null
      const examined = inOneOffThread(
        workerFile,
        config.database,
        (call) => call('examine', [folder]),
        signal,
      )
      return (await examined) as FileDiagnosis
    },
    forgetSaved: async (names) => {
      for (const name of names) rmSync(join(folder, basename(name)), { force: true })
    },
  }
}
