import { CircleHelp, Columns2, Route, Star } from 'lucide-react'
import { memo } from 'react'
import { IconButton } from '#ui/icon-button'
import { wordsOf } from '../../words/words.ts'
import type { RecallDraft } from './recall-store.ts'
import styles from './settings-controls.module.css'

const t = wordsOf('recall')

interface ViewButtonsProps {
  readonly panel: RecallDraft['panel']
  readonly comparing: boolean
  readonly onChange: (part: Partial<RecallDraft>) => void
  readonly onCompare: () => void
  readonly onWhyNot: () => void
}

/** What can stand beside the results. */
export const ViewButtons = memo(({ panel, comparing, onChange, onCompare, onWhyNot }: ViewButtonsProps) => {
  const toggle = (name: NonNullable<RecallDraft['panel']>) =>
    onChange({ panel: panel === name ? null : name })
  return (
    <div className={styles.views} role="toolbar" aria-label={t('besideTheResults')}>
      <IconButton
        icon={Route}
        label={t('showTheSearch')}
        shortcut="P"
        pressed={panel === 'path' && !comparing}
        disabled={comparing}
        onClick={() => toggle('path')}
      />
      <IconButton
        icon={CircleHelp}
        data-tour="why-not"
        label={t('whyNotThisOne')}
        shortcut="W"
        pressed={panel === 'why-not'}
        onClick={onWhyNot}
      />
      <IconButton
        icon={Columns2}
        label={t('compareTwoSettings')}
        shortcut="C"
        pressed={comparing}
        onClick={onCompare}
      />
      <IconButton
        icon={Star}
        label={t('goldenSets')}
        shortcut="G"
        pressed={panel === 'golden'}
        onClick={() => toggle('golden')}
      />
    </div>
  )
})
ViewButtons.displayName = 'ViewButtons'
