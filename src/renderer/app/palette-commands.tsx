import { Command as Cmdk } from 'cmdk'
import { Kbd } from '#ui/kbd'
import { COMMAND_GROUPS } from '../commands/command.ts'
import { useCommandContext } from '../commands/use-command-context.ts'
import { useAllCommands } from '../commands/use-commands.ts'
import { closeOverlay } from '../workspace/overlay.ts'
import styles from './palette.module.css'

/** What can be done now; commands that make no sense at the moment are left out. */
export const PaletteCommands = () => {
  const contextNow = useCommandContext()
  const commands = useAllCommands()
  const context = contextNow()
  const usable = commands.filter(
    ({ id, screen, when }) =>
      id !== 'open-palette' &&
      (screen === undefined || screen === context.workspace.screen) &&
      (when?.(context) ?? true),
  )
  return COMMAND_GROUPS.map((group) => {
    const mine = usable.filter((command) => command.group === group)
    if (mine.length === 0) return null
    return (
      <Cmdk.Group key={group} heading={group} className={styles.group}>
        {mine.map(({ id, title, icon: Icon, shortcut, keywords, run }) => (
          <Cmdk.Item
            key={id}
            value={title}
            keywords={[group, ...(keywords ?? [])]}
            className={styles.item}
            onSelect={() => {
              closeOverlay()
              run(contextNow())
            }}
          >
            <span className={styles.icon}>{Icon && <Icon size={16} aria-hidden />}</span>
            <span className={styles.title}>{title}</span>
            {shortcut && <Kbd keys={shortcut} />}
          </Cmdk.Item>
        ))}
      </Cmdk.Group>
    )
  })
}
