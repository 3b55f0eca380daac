// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot be laid out as this grid is
// biome-ignore-all lint/a11y/useFocusableInteractive: rows take the focus, not their cells
import { ChevronRight, Pin, Star } from 'lucide-react'
import { memo } from 'react'
import type { Hit, Weights } from '#contract/recall'
import { CoordinateLabel } from '#ui/coordinate-label'
import { Highlighted } from '#ui/highlighted'
import { IconButton } from '#ui/icon-button'
import { TimeLabel } from '#ui/time-label'
import { TypeBadge } from '#ui/type-badge'
import { classNames } from '../../ui/class-names.ts'
import { cutHighlighted } from '../../ui/cut-title.ts'
import { formatScore } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './hit-row.module.css'
import { PartsTable } from './parts-table.tsx'
import type { RankChange } from './rank-change.ts'
import { RankShift } from './rank-shift.tsx'
import { ScoreStack } from './score-stack.tsx'

const t = wordsOf('recall')

interface HitRowProps {
  readonly index: number
  /** Tells the list how high the row is. */
  readonly measure: (row: HTMLElement | null) => void
  readonly hit: Hit
  readonly weights: Weights
  readonly change: RankChange | undefined
  readonly active: boolean
  /** The one row that Tab comes to. */
  readonly reachable: boolean
  readonly expanded: boolean
  /** A change was made to let it in. */
  readonly sought: boolean
  /** Whether the golden set expects it of this query; null where nothing can be starred. */
  readonly starred: boolean | null
  readonly onOpen: (hit: Hit) => void
  readonly onExpand: (hit: Hit) => void
  readonly onStar: (hit: Hit) => void
}

const TAGS_SHOWN = 3
/** A title this long is the beginning of a text: it gets the room of the passage, unless that says more. */
const LONG_TITLE = 110
const SHORT_PASSAGE = 48

export const HitRow = memo((props: HitRowProps) => {
  const { index, measure, hit, weights, change, active, reachable, expanded, sought, starred } = props
  const { onOpen, onExpand, onStar } = props
  const { memory } = hit
  const isLong = memory.title.length > LONG_TITLE && hit.snippet.length < SHORT_PASSAGE
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys of all its rows
    <div
      ref={measure}
      role="row"
      tabIndex={reachable ? 0 : -1}
      aria-selected={active}
      aria-rowindex={index + 1}
      data-index={index}
      className={classNames(styles.row, active && styles.active, sought && styles.sought)}
      data-id={memory.id}
      onClick={() => onOpen(hit)}
    >
      <div role="gridcell" className={styles.place}>
        <span className={classNames('mono', styles.rank)}>{hit.rank}</span>
        <RankShift change={change} />
      </div>
      <div role="gridcell" className={styles.words}>
        <p className={classNames(styles.title, isLong ? styles.long : 'truncate')} data-private>
          {memory.title === '' ? (
            t('untitled')
          ) : (
            <Highlighted {...cutHighlighted(memory.title, hit.titleHighlights)} />
          )}
        </p>
        {hit.snippet !== '' && !isLong && (
          <p className={styles.snippet} data-private>
            <Highlighted text={hit.snippet} ranges={hit.highlights} />
          </p>
        )}
        <div className={styles.meta}>
          <CoordinateLabel coordinate={memory.coordinate} quiet />
          <TypeBadge type={memory.type} />
          <TimeLabel seconds={memory.timestamp ?? memory.createdAt} />
          {sought && <span className={styles.soughtWord}>{t('letIn')}</span>}
          {memory.pinned && (
            <span className={styles.pin}>
              <Pin size={12} aria-hidden /> {t('pinned')}
            </span>
          )}
          {memory.tags.slice(0, TAGS_SHOWN).map((tag) => (
            <span key={tag} className={styles.tag} data-private>
              {tag}
            </span>
          ))}
        </div>
      </div>
      <div role="gridcell" className={styles.score} data-tour="score">
        <div className={classNames('mono', styles.figures)}>
          <span className={styles.similarity}>
            {hit.similarity === null
              ? t('noVectorYet')
              : t('cosSimilarity', { similarity: formatScore(hit.similarity) })}
          </span>
          <span className={styles.total}>{formatScore(hit.score)}</span>
        </div>
        <ScoreStack hit={hit} weights={weights} />
      </div>
      <div role="gridcell" className={styles.more}>
        <span className={styles.expand} data-expanded={expanded || undefined}>
          <IconButton
            icon={ChevronRight}
            size="small"
            label={expanded ? t('hideTheNumbers') : t('showTheNumbers')}
            shortcut="Space"
            aria-expanded={expanded}
            tabIndex={-1}
            onClick={(event) => {
              event.stopPropagation()
              onExpand(hit)
            }}
          />
        </span>
        {starred !== null && <StarButton starred={starred} onStar={() => onStar(hit)} />}
      </div>
      {expanded && (
        // biome-ignore lint/a11y/useKeyWithClickEvents: only keeps a click into the numbers from opening the memory
        <div role="gridcell" className={styles.detail} onClick={(event) => event.stopPropagation()}>
          <PartsTable hit={hit} weights={weights} />
          <p className={classNames('mono', styles.distance)}>
            {hit.distance === null
              ? t('noVectorYet2')
              : t('l2DistanceDistance', { distance: formatScore(hit.distance) })}
          </p>
        </div>
      )}
    </div>
  )
})
HitRow.displayName = 'HitRow'

interface StarButtonProps {
  readonly starred: boolean
  readonly onStar: () => void
}

/** A plain button: a tooltip each would be most of what a row costs, and rows are made anew at each letter. */
const StarButton = ({ starred, onStar }: StarButtonProps) => {
  const label = starred ? t('inTheGoldenSetTake') : t('expectItStarIntoThe')
  return (
    <button
      type="button"
      className={classNames(styles.star, starred && styles.starred)}
      aria-label={label}
      aria-pressed={starred}
      aria-keyshortcuts="S"
      title={t('labelS', { label })}
      tabIndex={-1}
      onClick={(event) => {
        event.stopPropagation()
        onStar()
      }}
    >
      <Star size={14} aria-hidden />
    </button>
  )
}
