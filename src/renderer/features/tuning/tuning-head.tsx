import { SegmentedControl } from '#ui/segmented-control'
import { Select } from '#ui/select'
import { formatScore } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import { millis } from './better-point.ts'
import { progressWords } from './progress-words.ts'
import styles from './tuning-screen.module.css'
import { type SourceName, useTuningStore } from './tuning-store.ts'
import type { Measured } from './use-measured.ts'
import type { TuningQuestion } from './use-tuning-question.ts'

const t = wordsOf('tuning')

interface TuningHeadProps {
  readonly question: TuningQuestion
  readonly current: Measured
}

/** How the index fares as it is, and with which queries that is found out. */
export const TuningHead = ({ question, current }: TuningHeadProps) => {
  const { depth } = useTuningStore()
  const { counts, source } = question
  const options = [
    { value: 'random' as const, label: t('randomQueries'), detail: t('halfOfTheWords') },
    ...(counts.saved > 0
      ? [
          {
            value: 'saved' as const,
            label: t('savedQueries'),
            detail: t('countQueries', { count: counts.saved }),
          },
        ]
      : []),
    ...(counts.recent > 0
      ? [
          {
            value: 'recent' as const,
            label: t('recentQueries'),
            detail: t('countQueries', { count: counts.recent }),
          },
        ]
      : []),
  ]
  return (
    <header className={styles.head}>
      <Standing current={current} />
      <div className={styles.source}>
        <Select
          label={t('queriesToMeasureWith')}
          hideLabel
          value={source}
          onChange={(next: SourceName) => useTuningStore.setState({ source: next, chosen: null })}
          options={options}
        />
      </div>
      <SegmentedControl
        label={t('neighboursAskedFor')}
        value={depth === 200 ? '200' : '10'}
        onChange={(next) => useTuningStore.setState({ depth: next === '200' ? 200 : 10, chosen: null })}
        options={[
          { value: '200', label: t('asRecallAsks200') },
          { value: '10', label: t('nearest10') },
        ]}
      />
    </header>
  )
}

const Standing = ({ current: { point, progress, ground, isOld } }: { readonly current: Measured }) => {
  if (!point || isOld) {
    return (
      <p className={styles.standing}>
        {progress ? t('whatHappens', { what: progressWords(progress) }) : t('measuring')}
      </p>
    )
  }
  const { recall10, p95 } = point
  return (
    <p className={styles.standing}>
      {t.rich('standing', {
        recall: formatScore(recall10.value),
        low: formatScore(recall10.low),
        high: formatScore(recall10.high),
        p95: millis(p95.value),
        b: (inner) => <b className={styles.figure}>{inner}</b>,
        i: (inner) => <span className={styles.quiet}>{inner}</span>,
        w: (inner) => <b>{inner}</b>,
      })}
      {ground && <span className={styles.quiet}>{t('standingQueries', { count: ground.queries })}</span>}
    </p>
  )
}
