import { mkdirSync, writeFileSync } from 'node:fs'
import { lstat, readdir, readFile } from 'node:fs/promises'
import { basename, join, relative, resolve, sep } from 'node:path'
import { StartError } from '../start-error.ts'

/** Bytes of one note. */
const LONGEST = 4 * 1024 * 1024
const IS_NOTE = /\.(md|markdown)$/i

/** The notes of a folder, or the one note, each as a line of `{"path", "text"}`. Links to elsewhere are not followed. */
export async function* noteLines(path: string): AsyncGenerator<string> {
  for await (const file of noteFiles(path)) {
    const own = file === path ? basename(path) : relative(path, file).replaceAll(sep, '/')
    yield `${JSON.stringify({ path: own, text: await readFile(file, 'utf8') })}\n`
  }
}

async function* noteFiles(path: string): AsyncGenerator<string> {
  const found = await lstat(path)
  if (found.isDirectory()) {
    for (const name of (await readdir(path)).sort()) {
      // Of editors and of git: `.obsidian`, `.git`.
      if (!name.startsWith('.')) yield* noteFiles(join(path, name))
    }
  } else if (found.isFile() && IS_NOTE.test(path) && found.size <= LONGEST) yield path
}

/** Writes notes into a folder, which is made where there is none. @throws StartError where one is there already */
export const writeNotes = async (folder: string, parts: AsyncIterable<string>): Promise<void> => {
  mkdirSync(folder, { recursive: true })
  for await (const part of parts) {
    const { path, text } = JSON.parse(part) as { path: string; text: string }
    const file = resolve(folder, basename(path))
    try {
      writeFileSync(file, text, { flag: 'wx', mode: 0o600 })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      throw new StartError(`There is a file ${file} already. Choose an empty folder.`, { cause: error })
    }
  }
}
