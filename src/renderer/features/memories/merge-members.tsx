import { PanelRight, Pin } from 'lucide-react'
import type { Memory } from '#contract/memory'
import { IconButton } from '#ui/icon-button'
import { Kbd } from '#ui/kbd'
import { TimeLabel } from '#ui/time-label'
import { classNames } from '../../ui/class-names.ts'
import { cutAtWord } from '../../ui/cut-title.ts'
import { wordsOf } from '../../words/words.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import styles from './merge-bench.module.css'

const t = wordsOf('memories')

/** More than the widest line has room for; the line itself cuts it. */
const MOST_SHOWN = 300

interface MergeMembersProps {
  readonly memories: readonly Memory[]
  readonly kept: number
  readonly onKeep: (side: number) => void
}

/** Which of them stays where it is: the others are merged into it. */
export const MergeMembers = ({ memories, kept, onKeep }: MergeMembersProps) => (
  <fieldset className={styles.members}>
    <legend className={styles.title}>{t('keepThePlaceOf')}</legend>
    {memories.map(({ id, coordinate, text, pinned, updatedAt }, side) => (
      <div key={id} className={styles.member} data-kept={side === kept || undefined}>
        <label className={styles.choice}>
          <input type="radio" name="kept" checked={side === kept} onChange={() => onKeep(side)} />
          <span className={classNames(styles.where, 'mono')}>{coordinate.join(', ')}</span>
          <span className={styles.text} data-private>
            {cutAtWord(text, MOST_SHOWN) || t('untitled')}
          </span>
        </label>
        {pinned && <Pin size={14} aria-label={t('pinned')} />}
        <TimeLabel seconds={updatedAt} />
        {memories.length > 1 && <Kbd keys={String(side + 1)} />}
        <IconButton
          icon={PanelRight}
          size="small"
          label={t('openCoordinate', { coordinate: coordinate.join(', ') })}
          onClick={() => workspace.getState().openMemory(coordinate)}
        />
      </div>
    ))}
  </fieldset>
)
