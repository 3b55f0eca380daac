import { shortcutCaps } from '../ui/shortcut-text.ts'
import { COMMAND_GROUPS, type Command } from './command.ts'
import { groupTitle } from './group-title.ts'

/** Commands that have all words of a search in title, keywords or keys, by group; empty groups are left out. */
export const findCommands = (
  commands: readonly Command[],
  search: string,
): readonly { readonly title: string; readonly commands: readonly Command[] }[] => {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const isSought = ({ title, group, keywords = [], shortcut }: Command): boolean => {
    const keys = shortcut === undefined ? '' : `${shortcut} ${shortcutCaps(shortcut).join('+')}`
    const text = [title, group, groupTitle(group), ...keywords, keys].join(' ').toLowerCase()
    return words.every((word) => text.includes(word))
  }
  return COMMAND_GROUPS.map((group) => ({
    title: groupTitle(group),
    commands: commands.filter((command) => command.group === group && isSought(command)),
  })).filter((group) => group.commands.length > 0)
}
