import { useQuery } from '@tanstack/react-query'
import type { Estimate, JudgedThreshold } from '#contract/gate'
import { Button } from '#ui/button'
import { useSomaQueries } from '../../api/client-context.tsx'
import { formatCount } from '../../ui/format-number.ts'
import styles from './calibrator.module.css'
import { useGateStore } from './gate-store.ts'
import { toStep } from './histogram.ts'
import chart from './suggestion-view.module.css'

const percent = (share: number): string => `${Math.round(share * 100)} %`

const estimateWords = (estimate: Estimate): string =>
  estimate === null
    ? 'nothing to count'
    : `${percent(estimate.value)} (${percent(estimate.low)} to ${percent(estimate.high)}, n = ${formatCount(estimate.n)})`

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
    <section className={styles.part} aria-label="Suggested threshold">
      <h2 className={styles.title}>
        Suggested threshold
        <span className={styles.aside}>
          {formatCount(same)} the same, {formatCount(different)} different
        </span>
      </h2>
      {suggested === null ? (
        <p className={styles.note}>Judge at least one pair as the same and one as different.</p>
      ) : (
        <>
          <div className={styles.actions}>
            <b className={chart.suggested}>{suggested.toFixed(2)}</b>
            <Button
              size="small"
              disabled={suggested === at}
              onClick={() => useGateStore.getState().tryOut(suggested)}
            >
              Try it
            </Button>
          </div>
          <Curves thresholds={thresholds} at={at} />
          <dl className={chart.figures}>
            <dt>
              <span className={chart.precision} aria-hidden /> Precision at {at.toFixed(2)}
            </dt>
            <dd>{estimateWords(here?.precision ?? null)}</dd>
            <dt>
              <span className={chart.recall} aria-hidden /> Recall at {at.toFixed(2)}
            </dt>
            <dd>{estimateWords(here?.recall ?? null)}</dd>
          </dl>
          <p className={styles.note}>
            Of the judged pairs, which were chosen where it is hard to tell: not of all writes. The best F1,
            in the middle of where it is the same. Intervals are 95 %.
          </p>
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
    aria-label="Precision and recall by threshold"
  >
    <line className={chart.at} x1={at * WIDTH} x2={at * WIDTH} y1={-2} y2={HEIGHT + 2} />
    <polyline className={chart.precisionLine} points={pathOf(thresholds, ({ precision }) => precision)} />
    <polyline className={chart.recallLine} points={pathOf(thresholds, ({ recall }) => recall)} />
  </svg>
)
