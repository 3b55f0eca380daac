import { useQuery } from '@tanstack/react-query'
import type { Estimate, JudgedThreshold } from '#contract/gate'
import { Button } from '#ui/button'
import { useSomaQueries } from '../../api/client-context.tsx'
import { formatCount, formatFixed, formatPercent } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './calibrator.module.css'
import { useGateStore } from './gate-store.ts'
import { toStep } from './histogram.ts'
import chart from './suggestion-view.module.css'

const t = wordsOf('gate')

const estimateWords = (estimate: Estimate): string =>
  estimate === null
    ? t('nothingToCount')
    : t('valueLowToHighN', {
        value: formatPercent(estimate.value),
        low: formatPercent(estimate.low),
        high: formatPercent(estimate.high),
        n: formatCount(estimate.n),
      })

/** What the judged pairs say: precision and recall of every threshold, and the best. */
export const SuggestionView = ({ namespace }: { readonly namespace: string }) => {
  const queries = useSomaQueries()
  const { data } = useQuery(queries.gate.suggest(namespace))
  const { data: settings } = useQuery(queries.gate.settings())
  const tried = useGateStore((state) => state.threshold)
  if (data === undefined || settings === undefined) return null
  const { same, different, suggested, thresholds } = data
  const at = toStep(tried ?? settings.threshold)
  const here = thresholds[Math.round(at * 100)]
  return (
    <section className={styles.part} aria-label={t('suggestedThreshold')}>
      <h2 className={styles.title}>
        {t.rich('suggestedThresholdSpan', {
          span: (
            <span className={styles.aside}>
              {t('sameTheSameDifferentDifferent', {
                same: formatCount(same),
                different: formatCount(different),
              })}
            </span>
          ),
        })}
      </h2>
      {suggested === null ? (
        <p className={styles.note}>{t('judgeAtLeastOnePair')}</p>
      ) : (
        <>
          <div className={styles.actions}>
            <b className={chart.suggested}>{formatFixed(suggested, 2)}</b>
            <Button
              size="small"
              disabled={suggested === at}
              onClick={() => useGateStore.getState().tryOut(suggested)}
            >
              {t('tryIt')}
            </Button>
          </div>
          <Curves thresholds={thresholds} at={at} />
          <dl className={chart.figures}>
            <dt>
              <span className={chart.precision} aria-hidden />{' '}
              {t('precisionAtAt', { at: formatFixed(at, 2) })}
            </dt>
            <dd>{estimateWords(here?.precision ?? null)}</dd>
            <dt>
              <span className={chart.recall} aria-hidden /> {t('recallAtAt', { at: formatFixed(at, 2) })}
            </dt>
            <dd>{estimateWords(here?.recall ?? null)}</dd>
          </dl>
          <p className={styles.note}>{t('ofTheJudgedPairsWhich')}</p>
        </>
      )}
    </section>
  )
}

const WIDTH = 300
const HEIGHT = 88

const pathOf = (thresholds: readonly JudgedThreshold[], pick: (one: JudgedThreshold) => Estimate): string =>
  thresholds
    .flatMap((one) => {
      const value = pick(one)?.value
      return value === undefined
        ? []
        : [`${(one.threshold * WIDTH).toFixed(1)},${((1 - value) * HEIGHT).toFixed(1)}`]
    })
    .join(' ')

const Curves = ({
  thresholds,
  at,
}: {
  readonly thresholds: readonly JudgedThreshold[]
  readonly at: number
}) => (
  <svg
    className={chart.curves}
    viewBox={`0 -2 ${WIDTH} ${HEIGHT + 4}`}
    preserveAspectRatio="none"
    role="img"
    aria-label={t('precisionAndRecallByThreshold')}
  >
    <line className={chart.at} x1={at * WIDTH} x2={at * WIDTH} y1={-2} y2={HEIGHT + 2} />
    <polyline className={chart.precisionLine} points={pathOf(thresholds, ({ precision }) => precision)} />
    <polyline className={chart.recallLine} points={pathOf(thresholds, ({ recall }) => recall)} />
  </svg>
)
