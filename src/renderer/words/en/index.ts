import { changes } from './changes.ts'
import { commands } from './commands.ts'
import { pickers } from './pickers.ts'
import { settings } from './settings.ts'
import { shell } from './shell.ts'
import { ui } from './ui.ts'

/** The texts as they were first written. Every other language is held against these. */
export const en = { changes, commands, pickers, settings, shell, ui } as const
