import { CircleHelp, Ellipsis, Pin, X } from 'lucide-react'
import type { Memory } from '#contract/memory'
import { Badge } from '#ui/badge'
import { CoordinateLabel } from '#ui/coordinate-label'
import { IconButton } from '#ui/icon-button'
import { Menu } from '#ui/menu'
import { TimeLabel } from '#ui/time-label'
import { useMemoryMutations } from '../../api/use-memory-mutations.ts'
import { useReadOnly } from '../../api/use-read-only.ts'
import { commandItems } from '../../commands/command-item.ts'
import { memoryCommands, whyNotRecalled } from '../../commands/memory-commands.ts'
import { useCommandContext } from '../../commands/use-command-context.ts'
import { wordsOf } from '../../words/words.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import { Facts } from './facts.tsx'
import styles from './inspector-header.module.css'
import { payloadTitle } from './payload-title.ts'

const t = wordsOf('inspector')

const MoreMenu = () => {
  const contextNow = useCommandContext()
  const items = commandItems(memoryCommands, contextNow)
  return <Menu align="end" trigger={<IconButton icon={Ellipsis} label={t('more')} />} items={items} />
}

export const InspectorHeader = ({ memory }: { readonly memory: Memory }) => {
  const { namespace, coordinate, pinned, version, updatedAt, accessCount } = memory
  const { update } = useMemoryMutations()
  const readOnly = useReadOnly()
  const contextNow = useCommandContext()
  const fixed = memory.deletedAt !== null || readOnly
  return (
    <header className={styles.header}>
      <div className={styles.top}>
        <CoordinateLabel coordinate={coordinate} quiet />
        <div className={styles.actions}>
          <IconButton
            icon={CircleHelp}
            label={whyNotRecalled.title}
            shortcut={whyNotRecalled.shortcut}
            onClick={() => whyNotRecalled.run(contextNow())}
          />
          <IconButton
            icon={Pin}
            label={pinned ? t('unpin') : t('pinItNeverDecays')}
            pressed={pinned}
            disabled={fixed}
            onClick={() => void update({ namespace, coordinate, pinned: !pinned })}
          />
          <MoreMenu />
          <IconButton
            icon={X}
            label={t('closeTheInspector')}
            shortcut="Escape"
            onClick={() => workspace.getState().setPreferences({ inspectorOpen: false })}
          />
        </div>
      </div>
      <h2 className={styles.title} data-private>
        {payloadTitle(memory)}
      </h2>
      <div className={styles.line}>
        <Badge>{t('vVersion', { version })}</Badge>
        <span>{t.rich('changedTimeLabel', { timeLabel: <TimeLabel seconds={updatedAt} /> })}</span>
        <span aria-hidden>·</span>
        <span>
          {t('recalledText', {
            text: accessCount === 0 ? t('never') : t('countTimes', { count: accessCount }),
          })}
        </span>
      </div>
      <Facts memory={memory} />
    </header>
  )
}
