import type { Messages } from '../messages.ts'
import { changes } from './changes.ts'
import { commands } from './commands.ts'
import { pickers } from './pickers.ts'
import { settings } from './settings.ts'
import { shell } from './shell.ts'
import { system } from './system.ts'
import { ui } from './ui.ts'
import { updates } from './updates.ts'

export const de: Messages = { changes, commands, pickers, settings, shell, system, ui, updates }
