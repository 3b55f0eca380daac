import { ArrowLeftRight, X } from 'lucide-react'
import { Button } from '#ui/button'
import { IconButton } from '#ui/icon-button'
import { Tooltip } from '#ui/tooltip'
import { formatCount, formatFixed } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './compare-summary.module.css'
import type { Comparison } from './use-comparison.ts'

const t = wordsOf('recall')

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
        {t('swapSides')}
      </Button>
      <Button size="small" onClick={onUse}>
        {t('useB')}
      </Button>
      <IconButton icon={X} size="small" label={t('endTheComparison')} shortcut="C" onClick={onClose} />
    </div>
  </header>
)

const Figures = ({ comparison }: { readonly comparison: Comparison }) => {
  const { left, right, shared, overlap, tau } = comparison
  const most = Math.max(left.hits.length, right.hits.length)
  return (
    <>
      <span>
        {t.rich('bInBoth', {
          b: <b>{t('sharedOfMost', { shared: formatCount(shared), most: formatCount(most) })}</b>,
        })}
      </span>
      <Tooltip text={t('from0NothingSharedTo')}>
        <span className={styles.figure}>
          {t.rich('rankBiasedOverlapText', {
            text: <b>{overlap === null ? '–' : formatFixed(overlap, 2)}</b>,
          })}
        </span>
      </Tooltip>
      <Tooltip text={t('orderOfThoseInBoth')}>
        <span className={styles.figure}>
          {t.rich('kendallsTauText', {
            text: <b>{tau === null ? '–' : formatFixed(tau, 2).replace('-', '−')}</b>,
          })}
        </span>
      </Tooltip>
      <span className={styles.times}>
        {t.rich('aTotalBTotal2', {
          total: <b>{t('totalMs', { total: formatFixed(left.timings.total, 1) })}</b>,
          total2: <b>{t('totalMs', { total: formatFixed(right.timings.total, 1) })}</b>,
        })}
      </span>
    </>
  )
}
