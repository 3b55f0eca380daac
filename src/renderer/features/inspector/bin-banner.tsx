import { RotateCcw, Trash2 } from 'lucide-react'
import type { Memory } from '#contract/memory'
import { Button } from '#ui/button'
import { TimeLabel } from '#ui/time-label'
import { useMemoryMutations } from '../../api/use-memory-mutations.ts'
import { useReadOnly } from '../../api/use-read-only.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './bin-banner.module.css'

const t = wordsOf('inspector')

export const BinBanner = ({ memory, deletedAt }: { readonly memory: Memory; readonly deletedAt: number }) => {
  const { restore } = useMemoryMutations()
  const readOnly = useReadOnly()
  const { namespace, coordinate } = memory
  return (
    <div className={styles.banner} role="status">
      <Trash2 size={16} aria-hidden />
      <span className={styles.words}>
        {t.rich('inTheBinSinceTimeLabel', { timeLabel: <TimeLabel seconds={deletedAt} /> })}
      </span>
      <Button
        size="small"
        icon={RotateCcw}
        disabled={readOnly}
        onClick={() => void restore({ namespace, coordinates: [coordinate] })}
      >
        {t('restore')}
      </Button>
    </div>
  )
}
