import type { Hit, Weights } from '#contract/recall'
import { formatScore } from '../../ui/format-number.ts'
import styles from './parts-table.module.css'
import { formatRaw, formatWeight, SIGNALS } from './signals.ts'

interface PartsTableProps {
  readonly hit: Hit
  readonly weights: Weights
  /** For a tooltip: without units and places. */
  readonly narrow?: boolean
}

/** The arithmetic of a score: normalised times weight is the part, and the parts sum to the score. */
export const PartsTable = ({ hit, weights, narrow = false }: PartsTableProps) => {
  const parts = new Map(hit.parts.map((part) => [part.signal, part]))
  const shown = SIGNALS.filter(({ name }) => parts.has(name))
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Signal</th>
          <th scope="col">Raw</th>
          {!narrow && <th scope="col">Place</th>}
          <th scope="col">Normalised</th>
          <th scope="col">Weight</th>
          <th scope="col">Part</th>
        </tr>
      </thead>
      <tbody className="mono">
        {shown.map(({ name, label, color, unit }) => {
          const part = parts.get(name)!
          return (
            <tr key={name}>
              <th scope="row">
                <span className={styles.swatch} style={{ background: color }} aria-hidden />
                {label}
              </th>
              <td>
                {formatRaw(name, part.raw)}
                {!narrow && <span className={styles.unit}> {unit}</span>}
              </td>
              {!narrow && <td>{part.rank === null ? '–' : `#${part.rank}`}</td>}
              <td>{formatScore(part.normalised)}</td>
              <td>× {formatWeight(weights[name])}</td>
              <td>{formatScore(part.part)}</td>
            </tr>
          )
        })}
      </tbody>
      <tfoot className="mono">
        <tr>
          <th scope="row">Score</th>
          <td colSpan={narrow ? 3 : 4} />
          <td>{formatScore(hit.score)}</td>
        </tr>
      </tfoot>
    </table>
  )
}
