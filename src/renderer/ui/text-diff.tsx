import { useMemo, useState } from 'react'
import { wordsOf } from '../words/words.ts'
import { classNames } from './class-names.ts'
import { diffRows } from './diff-lines.ts'
import { DiffRows } from './diff-rows.tsx'
import { foldRows } from './fold-rows.ts'
import styles from './text-diff.module.css'

const t = wordsOf('ui')

interface TextDiffProps {
  readonly before: string
  readonly after: string
  readonly beforeLabel: string
  readonly afterLabel: string
  readonly mode: 'side-by-side' | 'inline'
}

/** Two texts, line by line and word by word. Signs say what colour says; long runs of equal lines are folded. */
export const TextDiff = ({ before, after, beforeLabel, afterLabel, mode }: TextDiffProps) => {
  const rows = useMemo(() => diffRows(before, after), [before, after])
  const parts = useMemo(() => foldRows(rows), [rows])
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set())
  if (rows.every((row) => row.kind === 'same')) return <p className={styles.equal}>{t('bothAreTheSame')}</p>
  return (
    <div className={classNames(styles.frame, 'selectable')}>
      <table className={classNames(styles.table, 'mono')} data-private>
        <colgroup>
          <col className={styles.number} />
          <col />
          {mode === 'side-by-side' && <col className={styles.number} />}
          {mode === 'side-by-side' && <col />}
        </colgroup>
        {mode === 'side-by-side' && (
          <thead>
            <tr>
              <th colSpan={2}>{beforeLabel}</th>
              <th colSpan={2}>{afterLabel}</th>
            </tr>
          </thead>
        )}
        {parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no name but their place
          <tbody key={index}>
            {part.kind === 'rows' || unfolded.has(index) ? (
              <DiffRows rows={part.rows} mode={mode} />
            ) : (
              <tr>
                <td colSpan={mode === 'inline' ? 2 : 4} className={styles.fold}>
                  <button
                    type="button"
                    className={styles.unfold}
                    onClick={() => setUnfolded(new Set(unfolded).add(index))}
                  >
                    {t('countEqualLines', { count: part.rows.length })}
                  </button>
                </td>
              </tr>
            )}
          </tbody>
        ))}
      </table>
    </div>
  )
}
