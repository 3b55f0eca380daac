import { useQuery } from '@tanstack/react-query'
import { Check, ChevronsUpDown, Database } from 'lucide-react'
import { ContextMenu } from '#ui/context-menu'
import { Menu } from '#ui/menu'
import { useSomaQueries } from '../api/client-context.tsx'
import type { Command, CommandContext } from '../commands/command.ts'
import { namespaceCommands, oneNamespaceCommands } from '../commands/namespace-commands.ts'
import { useCommandContext } from '../commands/use-command-context.ts'
import { formatCount } from '../ui/format-number.ts'
import type { MenuItem } from '../ui/menu-item.ts'
import { wordsOf } from '../words/words.ts'
import { useWorkspace } from '../workspace/use-workspace.ts'
import styles from './namespace-switcher.module.css'

const t = wordsOf('shell')

/** In a row's menu, which stands over others and is no longer seen to be its own. */
const named = (name: string): readonly Command[] =>
  oneNamespaceCommands.map((command) => ({ ...command, title: command.titleOf(name) }))

export const NamespaceSwitcher = () => {
  const queries = useSomaQueries()
  const contextNow = useCommandContext()
  const present = useWorkspace((w) => w.namespace)
  const { data: namespaces = [] } = useQuery(queries.namespaces.list())

  /** As the commands would be of another namespace, which stays where it is. */
  const contextOf = (namespace: string | null): CommandContext => {
    const context = contextNow()
    return { ...context, workspace: { ...context.workspace, namespace } }
  }
  const actsOf = (namespace: string | null, commands: readonly Command[]): readonly MenuItem[] =>
    commands.map((command) => ({
      id: command.id,
      label: command.title,
      disabled: !(command.when?.(contextOf(namespace)) ?? true),
      danger: command.id === 'namespace-delete',
      run: () => command.run(contextOf(namespace)),
      ...(command.icon ? { icon: command.icon } : {}),
    }))
  const acts = actsOf(present, namespaceCommands)
  const items: readonly MenuItem[] = [
    { kind: 'title', id: 'title', label: t('namespaces') },
    ...namespaces.map(({ name, memories }) => ({
      id: `switch-${name}`,
      label: name,
      icon: name === present ? Check : Database,
      detail: formatCount(memories),
      run: () => contextNow().workspace.go({ namespace: name }),
      more: { label: t('moreForNamespace', { name }), items: actsOf(name, named(name)) },
    })),
    { kind: 'line', id: 'line' },
    ...acts,
  ]
  return (
    <ContextMenu items={acts}>
      <span className={styles.slot}>
        <Menu
          items={items}
          trigger={
            <button
              type="button"
              className={styles.switcher}
              aria-label={t('namespacePresent', { present: present ?? t('none') })}
            >
              <Database size={14} aria-hidden />
              <span className="truncate">{present ?? t('chooseANamespace')}</span>
              <ChevronsUpDown size={14} aria-hidden />
            </button>
          }
        />
      </span>
    </ContextMenu>
  )
}
