import { classNames } from '../../ui/class-names.ts'
import { wordsOf } from '../../words/words.ts'
import { formatMicroseconds, type StageTime, type Timeline } from './funnel.ts'
import styles from './stage-times.module.css'

const t = wordsOf('recall')

const COLORS: Readonly<Record<string, string>> = {
  keyword: 'var(--signal-keyword)',
  vector: 'var(--signal-vector)',
  graph: 'var(--signal-graph)',
}

const colorOf = ({ id }: StageTime): string => COLORS[id] ?? 'var(--text-3)'

/** When each stage ran and for how long, on one line of time. */
export const StageTimes = ({ timeline }: { readonly timeline: Timeline }) => (
  <section className={styles.times} aria-label={t('time')}>
    <h3 className={styles.title}>
      {t.rich('timeTotal', {
        total: <span className={classNames('mono', styles.total)}>{formatMicroseconds(timeline.total)}</span>,
      })}
    </h3>
    <StageRows timeline={timeline} />
  </section>
)

/** A row for each stage, and why they are more than the whole. */
export const StageRows = ({ timeline: { times, total } }: { readonly timeline: Timeline }) => (
  <>
    <dl>
      {times.map((stage) => (
        <div key={stage.id} className={styles.stage}>
          <dt>{stage.label}</dt>
          <dd className={styles.track} aria-hidden>
            <Span stage={stage} total={total} />
          </dd>
          <dd className={classNames('mono', styles.value)}>{formatMicroseconds(stage.microseconds)}</dd>
        </div>
      ))}
    </dl>
    <p className={styles.note}>{t('wordsRunBeside')}</p>
  </>
)

/** Words above what runs beside them, in one glance; told as so many times where nobody looks. */
export const StageBar = ({ timeline: { times, total } }: { readonly timeline: Timeline }) => (
  <span
    className={styles.bar}
    role="img"
    aria-label={times
      .map(({ label, microseconds }) => `${label} ${formatMicroseconds(microseconds)}`)
      .join(', ')}
  >
    {times.map((stage) => (
      <span key={stage.id} className={styles.lane} data-lane={LANES[stage.id]}>
        <Span stage={stage} total={total} />
      </span>
    ))}
  </span>
)

/** The rest runs below; what waits for both takes both. */
const LANES: Readonly<Record<string, string>> = { keyword: 'above', graph: 'both', fuse: 'both' }

const Span = ({ stage, total }: { readonly stage: StageTime; readonly total: number }) => {
  const percent = (value: number) => `${total === 0 ? 0 : (100 * value) / total}%`
  return (
    <span
      className={styles.span}
      style={{
        left: percent(stage.from),
        width: percent(stage.microseconds),
        background: colorOf(stage),
      }}
    />
  )
}
