import { ArrowLeft, ArrowRight, EyeOff, PanelRight, Search } from 'lucide-react'
import { IconButton } from '#ui/icon-button'
import { Kbd } from '#ui/kbd'
import { Tooltip } from '#ui/tooltip'
import { useShortcutOf } from '../commands/use-commands.ts'
import { wordsOf } from '../words/words.ts'
import { openOverlay } from '../workspace/overlay.ts'
import { useWorkspace, workspace } from '../workspace/use-workspace.ts'
import { ConnectionMarks } from './connection-marks.tsx'
import { NamespaceSwitcher } from './namespace-switcher.tsx'
import styles from './top-bar.module.css'
import { useInspectorRoom } from './use-inspector-room.ts'

const t = wordsOf('shell')

export const TopBar = () => {
  const canGoBack = useWorkspace((w) => w.canGoBack)
  const canGoForward = useWorkspace((w) => w.canGoForward)
  const inspectorOpen = useWorkspace((w) => w.preferences.inspectorOpen)
  const isPrivate = useWorkspace((w) => w.preferences.privacy)
  const paletteKeys = useShortcutOf('open-palette')
  const hasInspector = useInspectorRoom()
  const { back, forward, setPreferences } = workspace.getState()
  return (
    <header className={styles.bar}>
      <div className={styles.start}>
        <IconButton
          icon={ArrowLeft}
          label={t('back')}
          shortcut="Alt+ArrowLeft"
          disabled={!canGoBack}
          onClick={back}
        />
        <IconButton
          icon={ArrowRight}
          label={t('forward')}
          shortcut="Alt+ArrowRight"
          disabled={!canGoForward}
          onClick={forward}
        />
        <NamespaceSwitcher />
        <ConnectionMarks />
      </div>
      <button
        type="button"
        className={styles.palette}
        data-tour="palette"
        onClick={() => openOverlay({ kind: 'palette' })}
      >
        <Search size={14} aria-hidden />
        <span className="truncate">{t('searchOrRunACommand')}</span>
        {paletteKeys && <Kbd keys={paletteKeys} />}
      </button>
      <div className={styles.end}>
        {isPrivate && (
          <Tooltip text={t('textsOfMemoriesAreBlurred')} shortcut="Mod+Shift+P">
            <button
              type="button"
              className={styles.privacy}
              onClick={() => setPreferences({ privacy: false })}
            >
              <EyeOff size={14} aria-hidden />
              {t('privacyMode')}
            </button>
          </Tooltip>
        )}
        {hasInspector && (
          <IconButton
            icon={PanelRight}
            label={inspectorOpen ? t('hideTheInspector') : t('showTheInspector')}
            shortcut="Mod+I"
            pressed={inspectorOpen}
            onClick={() => setPreferences({ inspectorOpen: !inspectorOpen })}
          />
        )}
      </div>
    </header>
  )
}
