import { CircleSlash } from 'lucide-react'
import type { LinkPath } from '#contract/links'
import { IconButton } from '#ui/icon-button'
import type { GraphPalette } from '../../graph-view/palette.ts'
import { formatNumber } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import { pathColor, pathDash } from './path-data.ts'
import type { PathDraft, PickedMemory } from './path-draft.ts'
import styles from './paths-panel.module.css'

const t = wordsOf('graph')

interface PathCardProps {
  readonly path: LinkPath
  readonly index: number
  readonly by: PathDraft['by']
  readonly palette: GraphPalette
  readonly chosen: boolean
  readonly onChoose: () => void
  readonly onOpen: (coordinate: readonly number[]) => void
  readonly onAvoid: (picked: PickedMemory) => void
}

/** One way: its colour and dash as on the drawing, its cost, and each memory it passes. */
export const PathCard = (props: PathCardProps) => {
  const { path, index, by, palette, chosen, onChoose, onOpen, onAvoid } = props
  const { memories, links, cost } = path
  const color = pathColor(index, palette)
  return (
    <li className={styles.card} data-chosen={chosen || undefined} style={{ borderLeftColor: color }}>
      <button type="button" className={styles.head} aria-pressed={chosen} onClick={onChoose}>
        <svg width="28" height="8" aria-hidden>
          <line
            x1="0"
            y1="4"
            x2="28"
            y2="4"
            stroke={color}
            strokeWidth="3"
            strokeDasharray={pathDash(index).join(' ')}
          />
        </svg>
        <span className={styles.name}>{t('pathIndex', { index: index + 1 })}</span>
        <span className={styles.cost}>
          {by === 'weight' && <>{t('costCost', { cost: formatNumber(Number(cost.toPrecision(4))) })} </>}
          {t('countHops', { count: links.length })}
        </span>
      </button>
      <ol className={styles.steps}>
        {memories.map((memory, i) => {
          const link = links[i]
          const title = memory.title || t('untitled')
          const isEnd = i === 0 || i === memories.length - 1
          return (
            <li key={memory.id} className={styles.step}>
              <span className={styles.memory}>
                <button
                  type="button"
                  className={styles.title}
                  data-private
                  onClick={() => onOpen(memory.coordinate)}
                >
                  {title}
                </button>
                {!isEnd && (
                  <IconButton
                    icon={CircleSlash}
                    size="small"
                    side="left"
                    label={t('notThroughTitle', { title })}
                    onClick={() => onAvoid({ coordinate: memory.coordinate, title })}
                  />
                )}
              </span>
              {link && (
                <span className={styles.link}>
                  {isAlong(link.from, memory.coordinate) ? '↓' : '↑'} {link.type}
                  <span className={styles.weight}>{formatNumber(link.weight)}</span>
                </span>
              )}
            </li>
          )
        })}
      </ol>
    </li>
  )
}

const isAlong = (from: readonly number[], here: readonly number[]): boolean => from.join() === here.join()
