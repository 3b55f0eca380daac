import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { extractAll } from '@electron/asar'

/**
 * The app of a packed program: the archive beside the executable, laid out as files in a folder of the same name,
 * because Node cannot look into one. What it may not find here it would not find in the archive either.
 * @returns the folder
 */
export function unpackArchive(archive: string, tempFolder: string): string {
  const folder = join(tempFolder, 'app.asar')
  mkdirSync(folder)
  extractAll(archive, folder)
  return folder
}
