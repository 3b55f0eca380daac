import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from '#hosts/start-error'

/**
 * The folder for the browser's own files (sizes of panes, choices of the page), inside the data folder.
 * @throws StartError
 */
export const makeProfileFolder = (dataDir: string): string => {
  const folder = join(dataDir, 'desktop')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return folder
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const why =
      code === 'EACCES' || code === 'EPERM' ? 'you have no right to write there' : `it is not a folder`
    throw new StartError(`The data folder ${dataDir} cannot be used: ${why}. Choose another with --data.`, {
      cause: error,
    })
  }
}
