import { useQuery } from '@tanstack/react-query'
import { Database, SlidersHorizontal } from 'lucide-react'
import { useSomaQueries } from '../api/client-context.tsx'
import { COMMAND_GROUPS } from '../commands/command.ts'
import { groupTitle } from '../commands/group-title.ts'
import { useCommandContext } from '../commands/use-command-context.ts'
import { useAllCommands } from '../commands/use-commands.ts'
import { textOf } from '../features/settings/setting-text.ts'
import { settingName } from '../ui/setting-name.ts'
import { wordsOf } from '../words/words.ts'
import { requestSetting } from '../workspace/setting-request.ts'
import { workspace } from '../workspace/use-workspace.ts'
import type { PaletteEntry } from './palette-entry.ts'

const t = wordsOf('shell')

/** What fits at the end of a line. */
const DETAIL = 32

interface Wanted {
  /** Also every single setting: too many to be looked through, but found by their words. */
  readonly settings: boolean
}

/** What can be done now, by group; commands that make no sense at the moment are left out. */
export const usePaletteEntries = ({ settings: withSettings }: Wanted): readonly PaletteEntry[] => {
  const contextNow = useCommandContext()
  const commands = useAllCommands()
  const { data: namespaces = [] } = useQuery(useSomaQueries().namespaces.list())
  const { data: settings = [] } = useQuery({ ...useSomaQueries().settings.list(), enabled: withSettings })
  const context = contextNow()
  const usable = commands.filter(
    ({ id, screen, when }) =>
      id !== 'open-palette' &&
      (screen === undefined || screen === context.workspace.screen) &&
      (when?.(context) ?? true),
  )
  const ofCommands = COMMAND_GROUPS.flatMap((group) =>
    usable
      .filter((command) => command.group === group)
      .map(({ id, title, icon, shortcut, keywords = [], run }) => ({
        id,
        title,
        group: groupTitle(group),
        keywords: [group, groupTitle(group), ...keywords],
        icon,
        shortcut,
        detail: undefined,
        run: () => run(contextNow()),
      })),
  )
  const ofNamespaces = namespaces.map(({ name, memories }) => ({
    id: `namespace/${name}`,
    title: name,
    group: t('namespaces'),
    keywords: ['namespace'],
    icon: Database,
    shortcut: undefined,
    detail: t('countMemories', { count: memories }),
    run: () => workspace.getState().go({ namespace: name }),
  }))
  const ofSettings = settings.map(({ key, value, secret }) => ({
    id: `setting/${key}`,
    title: t('setKey', { key: settingName(key) }),
    group: t('settings'),
    keywords: [key, key.replaceAll(/[._]/g, ' '), 'setting'],
    icon: SlidersHorizontal,
    shortcut: undefined,
    detail: secret === null ? textOf(value).slice(0, DETAIL) : undefined,
    run: () => {
      requestSetting(key)
      workspace.getState().go({ screen: 'settings' })
    },
  }))
  return [...ofCommands, ...ofNamespaces, ...ofSettings]
}
