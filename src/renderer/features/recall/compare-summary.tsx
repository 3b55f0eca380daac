import { ArrowLeftRight, X } from 'lucide-react'
import { Button } from '#ui/button'
import { IconButton } from '#ui/icon-button'
import { Tooltip } from '#ui/tooltip'
import { formatCount } from '../../ui/format-number.ts'
import styles from './compare-summary.module.css'
import type { Comparison } from './use-comparison.ts'

interface CompareSummaryProps {
  readonly comparison: Comparison | null
  readonly onSwap: () => void
  readonly onUse: () => void
  readonly onClose: () => void
}

/** How much the two answers agree, and what can be done with them. */
export const CompareSummary = ({ comparison, onSwap, onUse, onClose }: CompareSummaryProps) => (
  <header className={styles.summary}>
    <p className={styles.figures} role="status">
      {comparison && <Figures comparison={comparison} />}
    </p>
    <div className={styles.actions}>
      <Button size="small" variant="plain" icon={ArrowLeftRight} onClick={onSwap}>
        Swap sides
      </Button>
      <Button size="small" onClick={onUse}>
        Use B
      </Button>
      <IconButton icon={X} size="small" label="End the comparison" shortcut="C" onClick={onClose} />
    </div>
  </header>
)

const Figures = ({ comparison }: { readonly comparison: Comparison }) => {
  const { left, right, shared, overlap, tau } = comparison
  const most = Math.max(left.hits.length, right.hits.length)
  return (
    <>
      <span>
        <b>
          {formatCount(shared)} of {formatCount(most)}
        </b>{' '}
        in both
      </span>
      <Tooltip text="From 0, nothing shared, to 1, the same list; the first places count most (p = 0.9).">
        <span className={styles.figure}>
          rank-biased overlap <b>{overlap === null ? '–' : overlap.toFixed(2)}</b>
        </span>
      </Tooltip>
      <Tooltip text="Order of those in both: 1 is the same, 0 as good as none, −1 turned round.">
        <span className={styles.figure}>
          Kendall’s tau <b>{tau === null ? '–' : tau.toFixed(2).replace('-', '−')}</b>
        </span>
      </Tooltip>
      <span className={styles.times}>
        A <b>{left.timings.total.toFixed(1)} ms</b>, B <b>{right.timings.total.toFixed(1)} ms</b>
      </span>
    </>
  )
}
