import { SegmentedControl } from '#ui/segmented-control'
import { Select } from '#ui/select'
import { formatPlural } from '../../ui/format-number.ts'
import { millis } from './better-point.ts'
import { progressWords } from './progress-words.ts'
import styles from './tuning-screen.module.css'
import { type SourceName, useTuningStore } from './tuning-store.ts'
import type { Measured } from './use-measured.ts'
import type { TuningQuestion } from './use-tuning-question.ts'

interface TuningHeadProps {
  readonly question: TuningQuestion
  readonly current: Measured
}

/** How the index fares as it is, and with which queries that is found out. */
export const TuningHead = ({ question, current }: TuningHeadProps) => {
  const { depth } = useTuningStore()
  const { counts, source } = question
  const options = [
    { value: 'random' as const, label: 'Random queries', detail: 'half of the words of 200 memories' },
    ...(counts.saved > 0
      ? [
          {
            value: 'saved' as const,
            label: 'Saved queries',
            detail: formatPlural(counts.saved, 'query', 'queries'),
          },
        ]
      : []),
    ...(counts.recent > 0
      ? [
          {
            value: 'recent' as const,
            label: 'Recent queries',
            detail: formatPlural(counts.recent, 'query', 'queries'),
          },
        ]
      : []),
  ]
  return (
    <header className={styles.head}>
      <Standing current={current} />
      <div className={styles.source}>
        <Select
          label="Queries to measure with"
          hideLabel
          value={source}
          onChange={(next: SourceName) => useTuningStore.setState({ source: next, chosen: null })}
          options={options}
        />
      </div>
      <SegmentedControl
        label="Neighbours that a search asks for"
        value={depth === 200 ? '200' : '10'}
        onChange={(next) => useTuningStore.setState({ depth: next === '200' ? 200 : 10, chosen: null })}
        options={[
          { value: '200', label: 'As recall asks: 200' },
          { value: '10', label: 'Nearest 10' },
        ]}
      />
    </header>
  )
}

const Standing = ({ current: { point, progress, ground, isOld } }: { readonly current: Measured }) => {
  if (!point || isOld) {
    return <p className={styles.standing}>{progress ? `${progressWords(progress)}…` : 'Measuring…'}</p>
  }
  const { recall10, p95 } = point
  return (
    <p className={styles.standing}>
      <b className={styles.figure}>{recall10.value.toFixed(3)}</b> recall@10
      <span className={styles.quiet}>
        {' '}
        ({recall10.low.toFixed(3)}–{recall10.high.toFixed(3)})
      </span>
      , 95 % of searches within <b>{millis(p95.value)}</b>
      {ground && <span className={styles.quiet}> · {formatPlural(ground.queries, 'query', 'queries')}</span>}
    </p>
  )
}
