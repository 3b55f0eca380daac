import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { NoteFolder } from '#api/app'
import { AppError } from '#contract/errors'

/** Asks for a place; null where none is chosen. */
export type ChoosePlace = () => Promise<string | null>

/** How folders for notes are made in places that somebody chooses; null where nobody does. */
export const noteFoldersIn = (choose: ChoosePlace | undefined) =>
  choose ? (name: string): Promise<NoteFolder | null> => newNoteFolder(choose, name) : null

/** Of a name that is free, so that nothing there is overwritten. */
const newNoteFolder = async (choose: ChoosePlace, name: string): Promise<NoteFolder | null> => {
  const place = await choose()
  if (place === null) return null
  try {
    const own = await newFolder(place, name.replace(/^\.+/, '_'))
    return { name: own, write: (lines) => writeLines(join(place, own), lines) }
  } catch (error) {
    throw refused(error)
  }
}

/** @returns its name */
const newFolder = async (place: string, name: string): Promise<string> => {
  for (let number = 1; ; number++) {
    const own = number === 1 ? name : `${name} (${number})`
    try {
      await mkdir(join(place, own))
      return own
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

const writeLines = async (folder: string, lines: string): Promise<void> => {
  for (const line of lines.split('\n')) {
    if (line === '') continue
    const { path, text } = JSON.parse(line) as { readonly path: string; readonly text: string }
    // Whatever a title was, a note stays in its folder.
    await writeFile(join(folder, basename(path)), text, { flag: 'wx' }).catch((error: unknown) => {
      throw refused(error)
    })
  }
}

const refused = (error: unknown): AppError<'export/folder'> =>
  new AppError('export/folder', { reason: error instanceof Error ? error.message : String(error) })
