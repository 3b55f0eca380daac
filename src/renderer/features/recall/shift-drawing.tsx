import { memo } from 'react'
import { classNames } from '../../ui/class-names.ts'
import type { RankPair } from './rank-agreement.ts'
import styles from './shift-drawing.module.css'
import { shiftLines, shiftPath } from './shift-lines.ts'

interface ShiftDrawingProps {
  readonly pairs: readonly RankPair[]
  readonly rowHeight: number
  /** What is drawn of the lists, in pixels. */
  readonly top: number
  readonly bottom: number
  readonly height: number
  readonly lit: string | null
}

/** As in the grid of the lists. */
const WIDTH = 64
const STUB = 10

/** One line for each memory of both lists; a stub with an end for one that only one list has. */
export const ShiftDrawing = memo((props: ShiftDrawingProps) => {
  const { pairs, rowHeight, top, bottom, height, lit } = props
  const lines = shiftLines(pairs, { rowHeight, top, bottom })
  const middle = (place: number) => (place + 0.5) * rowHeight
  const alone = pairs.filter(({ left, right }) => {
    const y = left === null ? right : right === null ? left : null
    return y !== null && middle(y) >= top && middle(y) <= bottom
  })
  return (
    <svg className={styles.drawing} width={WIDTH} height={height} aria-hidden>
      {lines.map((line) => (
        <path
          key={line.id}
          d={shiftPath(line, WIDTH)}
          className={classNames(styles.line, styles[line.kind], line.id === lit && styles.lit)}
        />
      ))}
      {alone.map(({ id, left, right }) => {
        const isLeft = left !== null
        const y = middle(left ?? right ?? 0)
        const x = isLeft ? STUB : WIDTH - STUB
        return (
          <g key={id} className={classNames(isLeft ? styles.lost : styles.gained, id === lit && styles.lit)}>
            <path d={`M${isLeft ? 0 : WIDTH} ${y}L${x} ${y}`} className={styles.stub} />
            <circle cx={x} cy={y} r={3} />
          </g>
        )
      })}
    </svg>
  )
})
ShiftDrawing.displayName = 'ShiftDrawing'
