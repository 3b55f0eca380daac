import { wordsOf } from '../words/words.ts'
import type { CommandGroup } from './command.ts'

const t = wordsOf('commands')

/** The heading of a group, as palette and cheat sheet show it. */
export const groupTitle = (group: CommandGroup): string => t(`group${group}`)
