import { Kbd } from '#ui/kbd'
import { COMMAND_GROUPS } from '../commands/command.ts'
import { groupTitle } from '../commands/group-title.ts'
import { useAllCommands } from '../commands/use-commands.ts'
import styles from './shortcut-list.module.css'

/** Every command with a shortcut, by group; those of the present screen among them. */
export const ShortcutList = () => {
  const commands = useAllCommands().filter((command) => command.shortcut !== undefined)
  return (
    <div className={styles.list}>
      {COMMAND_GROUPS.map((group) => {
        const mine = commands.filter((command) => command.group === group)
        if (mine.length === 0) return null
        return (
          <section key={group} className={styles.group} aria-label={groupTitle(group)}>
            <h3 className={styles.heading}>{groupTitle(group)}</h3>
            <dl>
              {mine.map(({ id, title, shortcut = '' }) => (
                <div key={id} className={styles.row}>
                  <dt>{title}</dt>
                  <dd>
                    <Kbd keys={shortcut} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        )
      })}
    </div>
  )
}
