import { classNames } from '../../ui/class-names.ts'
import { wordsOf } from '../../words/words.ts'
import { type Funnel, formatMicroseconds } from './funnel.ts'
import styles from './stage-times.module.css'

const t = wordsOf('recall')

const COLORS: Readonly<Record<string, string>> = {
  keyword: 'var(--signal-keyword)',
  vector: 'var(--signal-vector)',
  graph: 'var(--signal-graph)',
}

/** When each stage ran and for how long, on one line of time. */
export const StageTimes = ({ funnel }: { readonly funnel: Funnel }) => {
  const { times, total } = funnel
  const percent = (value: number) => `${total === 0 ? 0 : (100 * value) / total}%`
  return (
    <section className={styles.times} aria-label={t('time')}>
      <h3 className={styles.title}>
        {t.rich('timeTotal', {
          total: <span className={classNames('mono', styles.total)}>{formatMicroseconds(total)}</span>,
        })}
      </h3>
      <dl>
        {times.map(({ id, label, from, microseconds }) => (
          <div key={id} className={styles.stage}>
            <dt>{label}</dt>
            <dd className={styles.track} aria-hidden>
              <span
                style={{
                  left: percent(from),
                  width: percent(microseconds),
                  background: COLORS[id] ?? 'var(--text-3)',
                }}
              />
            </dd>
            <dd className={classNames('mono', styles.value)}>{formatMicroseconds(microseconds)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
