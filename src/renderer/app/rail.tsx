import { AppWindow } from 'lucide-react'
import { ContextMenu } from '#ui/context-menu'
import { Tooltip } from '#ui/tooltip'
import { SCREEN_ENTRIES } from '../commands/go-to-screen.ts'
import { openWindowAt } from '../commands/open-window.ts'
import { useCommandContext } from '../commands/use-command-context.ts'
import { useLiveKeyMap } from '../ui/live-keys.ts'
import { ariaShortcut } from '../ui/shortcut-text.ts'
import { wordsOf } from '../words/words.ts'
import { useWorkspace, workspace } from '../workspace/use-workspace.ts'
import styles from './rail.module.css'
import { SomaMark } from './soma-mark.tsx'

const s = wordsOf('system')

const t = wordsOf('shell')

export const Rail = () => {
  const screen = useWorkspace((w) => w.screen)
  const live = useLiveKeyMap()
  const contextNow = useCommandContext()
  const ariaOf = (shortcut: string): string | undefined => {
    const keys = live(shortcut)
    return keys && ariaShortcut(keys)
  }
  return (
    <nav className={styles.rail} aria-label={t('screens')}>
      <SomaMark />
      {SCREEN_ENTRIES.map(({ id, label, icon: Icon, shortcut }) => (
        <ContextMenu
          key={id}
          items={[
            {
              id: 'open',
              label: s('openScreen', { label }),
              icon: Icon,
              run: () => workspace.getState().go({ screen: id }),
            },
            {
              id: 'window',
              label: s('openInANewWindow'),
              icon: AppWindow,
              run: () => openWindowAt(contextNow(), { screen: id }),
            },
          ]}
        >
          <span className={styles.slot} data-last={id === 'settings' || undefined}>
            <Tooltip text={label} shortcut={shortcut} side="right">
              <button
                type="button"
                className={styles.item}
                data-tour={id}
                aria-current={id === screen ? 'page' : undefined}
                aria-keyshortcuts={ariaOf(shortcut)}
                onClick={() => workspace.getState().go({ screen: id })}
              >
                <Icon size={18} aria-hidden />
                <span className={styles.label}>{label}</span>
              </button>
            </Tooltip>
          </span>
        </ContextMenu>
      ))}
    </nav>
  )
}
