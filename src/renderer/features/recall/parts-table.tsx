import type { Hit, Weights } from '#contract/recall'
import { formatScore } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './parts-table.module.css'
import { formatRaw, formatWeight, SIGNALS } from './signals.ts'

const t = wordsOf('recall')

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
          <th scope="col">{t('signal')}</th>
          <th scope="col">{t('raw')}</th>
          {!narrow && <th scope="col">{t('place')}</th>}
          <th scope="col">{t('normalised')}</th>
          <th scope="col">{t('weight')}</th>
          <th scope="col">{t('part')}</th>
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
          <th scope="row">{t('score')}</th>
          <td colSpan={narrow ? 3 : 4} />
          <td>{formatScore(hit.score)}</td>
        </tr>
      </tfoot>
    </table>
  )
}
