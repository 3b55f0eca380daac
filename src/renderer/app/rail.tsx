import { Tooltip } from '#ui/tooltip'
import { SCREEN_ENTRIES } from '../commands/go-to-screen.ts'
import { useLiveKeyMap } from '../ui/live-keys.ts'
import { ariaShortcut } from '../ui/shortcut-text.ts'
import { wordsOf } from '../words/words.ts'
import { useWorkspace, workspace } from '../workspace/use-workspace.ts'
import styles from './rail.module.css'
import { SomaMark } from './soma-mark.tsx'

const t = wordsOf('shell')

export const Rail = () => {
  const screen = useWorkspace((w) => w.screen)
  const live = useLiveKeyMap()
  const ariaOf = (shortcut: string): string | undefined => {
    const keys = live(shortcut)
    return keys && ariaShortcut(keys)
  }
  return (
    <nav className={styles.rail} aria-label={t('screens')}>
      <SomaMark />
      {SCREEN_ENTRIES.map(({ id, label, icon: Icon, shortcut }) => (
        <Tooltip key={id} text={label} shortcut={shortcut} side="right">
          <button
            type="button"
            className={styles.item}
            data-last={id === 'settings' || undefined}
            aria-current={id === screen ? 'page' : undefined}
            aria-keyshortcuts={ariaOf(shortcut)}
            onClick={() => workspace.getState().go({ screen: id })}
          >
            <Icon size={18} aria-hidden />
            <span className={styles.label}>{label}</span>
          </button>
        </Tooltip>
      ))}
    </nav>
  )
}
