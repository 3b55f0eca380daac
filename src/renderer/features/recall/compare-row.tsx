// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot be laid out as this grid is
// biome-ignore-all lint/a11y/useFocusableInteractive: rows take the focus, not their cells
import { ArrowDown, ArrowUp } from 'lucide-react'
import { memo } from 'react'
import type { Hit, Weights } from '#contract/recall'
import { Highlighted } from '#ui/highlighted'
import { classNames } from '../../ui/class-names.ts'
import { cutHighlighted } from '../../ui/cut-title.ts'
import { formatScore } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import styles from './compare-row.module.css'
import { ScoreStack } from './score-stack.tsx'

const t = wordsOf('recall')

/** How a memory stands against the other side: only here, or so many places up. */
export type Standing = { readonly only: 'A' | 'B' } | { readonly only: null; readonly by: number }

interface CompareRowProps {
  readonly side: 'left' | 'right'
  readonly place: number
  readonly top: number
  readonly hit: Hit
  readonly weights: Weights
  readonly standing: Standing
  readonly lit: boolean
  readonly active: boolean
  readonly reachable: boolean
  readonly onLit: (id: string | null) => void
}

const sameStanding = (a: Standing, b: Standing): boolean =>
  a.only === b.only && (a.only !== null || b.only !== null || a.by === b.by)

export const CompareRow = memo(
  (props: CompareRowProps) => {
    const { side, place, top, hit, weights, standing, lit, active, reachable, onLit } = props
    const { memory } = hit
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the lists take the keys of all their rows
      <div
        role="row"
        tabIndex={reachable ? 0 : -1}
        aria-selected={active}
        aria-rowindex={place + 1}
        data-side={side}
        data-place={place}
        className={classNames(styles.row, lit && styles.lit, active && styles.active)}
        style={{ transform: `translateY(${top}px)` }}
        onClick={() => workspace.getState().openMemory(memory.coordinate)}
        onPointerEnter={() => onLit(memory.id)}
        onFocus={() => onLit(memory.id)}
      >
        <span role="gridcell" className={classNames('mono', styles.place)}>
          {hit.rank}
        </span>
        <span role="gridcell" className={classNames(styles.title, 'truncate')} data-private>
          {memory.title === '' ? (
            t('untitled')
          ) : (
            <Highlighted {...cutHighlighted(memory.title, hit.titleHighlights)} />
          )}
        </span>
        <span role="gridcell" className={classNames('mono', styles.score)}>
          {formatScore(hit.score)}
        </span>
        <span role="gridcell" className={styles.standing}>
          {side === 'right' || standing.only ? <Stands standing={standing} /> : null}
        </span>
        <span role="gridcell" className={styles.stack}>
          <ScoreStack hit={hit} weights={weights} />
        </span>
      </div>
    )
  },
  // Their standing is made anew each time; all else compares as it is.
  (before, after) =>
    sameStanding(before.standing, after.standing) &&
    (Object.keys(after) as (keyof CompareRowProps)[]).every(
      (name) => name === 'standing' || before[name] === after[name],
    ),
)
CompareRow.displayName = 'CompareRow'

const Stands = ({ standing }: { readonly standing: Standing }) => {
  if (standing.only !== null) {
    return (
      <span className={standing.only === 'A' ? styles.lost : styles.gained}>
        {t('onlyOnly', { only: standing.only })}
      </span>
    )
  }
  if (standing.by === 0) return <span className={styles.same}>=</span>
  const Arrow = standing.by > 0 ? ArrowUp : ArrowDown
  return (
    <span className={classNames('mono', standing.by > 0 ? styles.up : styles.down)}>
      <Arrow size={12} aria-hidden />
      <span className="visually-hidden">{standing.by > 0 ? t('up') : t('down')}</span>
      {Math.abs(standing.by)}
    </span>
  )
}
