import { rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { CopyDiagnosis, DoctorFiles, FileDiagnosis, PrimaryRow } from '#engine/doctor/doctor-ports'
import type { ResolvedConfig } from '../config.ts'
import { inOneOffThread } from './one-off-thread.ts'
import { redisSettings } from './redis-settings.ts'
import type { Keychain } from './sealing.ts'

/** The database file and the saved indexes beside it, looked at in a thread of its own. */
export const doctorFilesOf = (
  config: ResolvedConfig,
  workerFile: string,
  keychain?: Keychain,
): DoctorFiles => {
  const folder = join(config.data_dir, 'index')
  const redis = redisSettings(config, keychain)
  const ask = (method: string, args: readonly unknown[], signal: AbortSignal): Promise<unknown> =>
    inOneOffThread(workerFile, config.database, (call) => call(method, args), signal)
  return {
    copy:
      redis === null
        ? undefined
        : {
            compare: async (signal) => (await ask('compareCopy', [redis], signal)) as CopyDiagnosis,
            rowsThere: async (rows, signal) =>
              rows.length === 0 ? [] : ((await ask('rowsThere', [redis, rows], signal)) as PrimaryRow[]),
          },
    diagnose: async (signal) =>
      config.mode === 'on_demand' ? null : ((await ask('examine', [folder], signal)) as FileDiagnosis),
    forgetSaved: async (names) => {
      for (const name of names) rmSync(join(folder, basename(name)), { force: true })
    },
  }
}
