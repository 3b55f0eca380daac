import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a person chose of the system's parts. Both are off until somebody asks for them. */
export interface DesktopChoices {
  readonly tray: boolean
  readonly globalShortcut: string | null
}

const NONE: DesktopChoices = { tray: false, globalShortcut: null }

const fileIn = (folder: string): string => join(folder, 'choices.json')

/** What is not sound counts as not chosen. */
export const loadChoices = (folder: string): DesktopChoices => {
  try {
    const { tray, globalShortcut } = JSON.parse(
      readFileSync(fileIn(folder), 'utf8'),
    ) as Partial<DesktopChoices>
    return {
      tray: tray === true,
      globalShortcut:
        typeof globalShortcut === 'string' && globalShortcut.length <= 40 ? globalShortcut : null,
    }
  } catch {
    return NONE
  }
}

export const saveChoices = (folder: string, choices: DesktopChoices): void => {
  const file = fileIn(folder)
  writeFileSync(`${file}.new`, JSON.stringify(choices), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
