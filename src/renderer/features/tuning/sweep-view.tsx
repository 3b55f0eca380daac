import { ChartScatter, Check, Play, Square, Table2 } from 'lucide-react'
import type { Setting } from '#contract/settings'
import type { SearchEffort, TuningPoint } from '#contract/tuning'
import { Button } from '#ui/button'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { IconButton } from '#ui/icon-button'
import { NumberField } from '#ui/number-field'
import { ProgressBar } from '#ui/progress-bar'
import { useClient } from '../../api/client-context.tsx'
import { useReadOnly } from '../../api/use-read-only.ts'
import { useSettingMutations } from '../../api/use-setting-mutations.ts'
import { formatCount, formatNumber, formatScore } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import { betterPlace, effortOf, holdingPlace, millis } from './better-point.ts'
import { changesTo, fixedBy } from './in-force.ts'
import { ParetoPlot } from './pareto-plot.tsx'
import { progressWords } from './progress-words.ts'
import { cancelSweep, runSweep } from './run-sweep.ts'
import { SweepTable } from './sweep-table.tsx'
import styles from './sweep-view.module.css'
import { settingWords } from './sweep-words.ts'
import { type Sweep, TARGETS, useTuningStore } from './tuning-store.ts'
import type { TuningQuestion } from './use-tuning-question.ts'

const t = wordsOf('tuning')

interface SweepViewProps {
  readonly question: TuningQuestion
  readonly inForce: SearchEffort
  readonly settings: readonly Setting[]
  /** What is in force, as it was measured last; it moves when settings do. */
  readonly measured: TuningPoint | undefined
}

export const SweepView = (props: SweepViewProps) => {
  const client = useClient()
  const { sweep: last, sweepError } = useTuningStore()
  const { asked } = props.question
  const sweep = last?.namespace === asked.namespace ? last : null
  const failed = sweepError?.namespace === asked.namespace ? sweepError.error : null
  const start = (): void => void runSweep(client, asked)
  return (
    <div className={styles.view}>
      <Bar sweep={sweep} onStart={start} />
      {failed !== null && <ErrorState error={failed} title={t('theSweepDidNotEnd')} onRetry={start} />}
      {failed === null && (sweep === null || sweep.points.length === 0) && (
        <NoPoints sweep={sweep} onStart={start} />
      )}
      {sweep !== null && sweep.points.length > 0 && <Points {...props} sweep={sweep} />}
    </div>
  )
}

const Bar = ({ sweep, onStart }: { readonly sweep: Sweep | null; readonly onStart: () => void }) => {
  const { target, isTable } = useTuningStore()
  const isRunning = sweep?.state === 'running'
  return (
    <div className={styles.bar}>
      {isRunning ? (
        <Button size="small" icon={Square} onClick={cancelSweep}>
          {t('cancel')}
        </Button>
      ) : (
        <Button size="small" icon={Play} onClick={onStart} shortcut="S">
          {sweep === null ? t('runASweep') : t('sweepAgain')}
        </Button>
      )}
      <div className={styles.state} role="status">
        {isRunning && <Running sweep={sweep} />}
        {sweep?.state === 'done' && sweep.outcome && (
          <span>
            {t('settingsQueriesEach', {
              points: formatCount(sweep.points.length),
              queries: formatCount(sweep.outcome.ground.queries),
            })}
          </span>
        )}
        {sweep?.state === 'cancelled' && (
          <span>{t('cancelledCount', { points: formatCount(sweep.points.length) })}</span>
        )}
      </div>
      <span className={styles.target}>
        <span aria-hidden>{t('holdRecallAt')}</span>
        <span className={styles.number}>
          <NumberField
            label={t('recallAt10ToHold')}
            hideLabel
            value={target}
            min={TARGETS.min}
            max={TARGETS.max}
            step={0.005}
            onChange={(next) => next !== null && useTuningStore.setState({ target: next })}
          />
        </span>
      </span>
      <IconButton
        icon={isTable ? ChartScatter : Table2}
        label={isTable ? t('showAsAPlot') : t('showAsATable')}
        shortcut="T"
        onClick={() => useTuningStore.setState({ isTable: !isTable })}
      />
    </div>
  )
}

const Running = ({ sweep: { progress } }: { readonly sweep: Sweep }) => (
  <span className={styles.running}>
    <span className={styles.progress}>
      <ProgressBar
        label={t('sweep')}
        done={progress.stage === 'measure' ? progress.done : 0}
        total={Math.max(1, progress.total)}
        text={progressWords(progress)}
      />
    </span>
    {progressWords(progress)}
  </span>
)

const NoPoints = ({ sweep, onStart }: { readonly sweep: Sweep | null; readonly onStart: () => void }) => {
  if (sweep?.state === 'running') {
    return (
      <EmptyState
        icon={ChartScatter}
        title={t('whatHappens', { what: progressWords(sweep.progress) })}
        detail={t('theFirstSettingAppears')}
      />
    )
  }
  return (
    <EmptyState
      icon={ChartScatter}
      title={t('whatWouldOthersGive')}
      detail={t('aSweepTries')}
      action={
        <Button variant="primary" icon={Play} onClick={onStart}>
          {t('runASweep')}
        </Button>
      }
    />
  )
}

const Points = ({ sweep, inForce, settings, measured }: SweepViewProps & { readonly sweep: Sweep }) => {
  const { target, chosen, isTable } = useTuningStore()
  const { points, outcome } = sweep
  const current = measured ?? outcome?.current ?? null
  const frontier = outcome?.frontier ?? []
  const better = outcome && current ? betterPlace(points, current, target) : null
  const choose = (place: number): void =>
    useTuningStore.setState({ chosen: place, tried: effortOf(points[place] as TuningPoint, inForce) })
  const picture = { points, frontier, current, better, chosen, onChoose: choose }
  return (
    <>
      {isTable ? <SweepTable {...picture} /> : <ParetoPlot {...picture} target={target} />}
      <Verdict
        {...{ points, current, better, chosen, target, inForce, settings }}
        isOver={outcome !== null}
      />
    </>
  )
}

interface VerdictProps {
  readonly points: readonly TuningPoint[]
  readonly current: TuningPoint | null
  readonly better: number | null
  readonly chosen: number | null
  readonly target: number
  readonly inForce: SearchEffort
  readonly settings: readonly Setting[]
  readonly isOver: boolean
}

/** What was found, in a sentence, and the button that brings it into force. */
const Verdict = (props: VerdictProps) => {
  const { points, better, chosen, inForce, settings } = props
  const mutations = useSettingMutations()
  const isReadOnly = useReadOnly()
  const fixed = fixedBy(settings)
  const place = chosen ?? better
  const point = place === null ? undefined : points[place]
  const changes = point ? changesTo(inForce, effortOf(point, inForce), point.centroids) : []
  const apply = async (): Promise<void> => {
    const outcome = await mutations.set(changes)
    if (outcome.ok) useTuningStore.setState({ tried: null, chosen: null })
  }
  return (
    <footer className={styles.verdict}>
      <p className={styles.words} aria-live="polite">
        {point && place === chosen ? <Chosen point={point} /> : <Finding {...props} />}
      </p>
      {point && (
        <Button
          variant="primary"
          icon={Check}
          disabled={isReadOnly || fixed !== null || changes.length === 0}
          title={fixed === null ? undefined : t('fixedBySource', { fixed })}
          onClick={() => void apply()}
        >
          {changes.length === 0
            ? t('inForce')
            : place === better
              ? t('applySetting', { setting: settingWords(point) })
              : t('applyThisSetting')}
        </Button>
      )}
    </footer>
  )
}

const Chosen = ({ point }: { readonly point: TuningPoint }) => {
  const { recall10, p50, p95 } = point
  return t.rich('chosenPoint', {
    setting: <b>{settingWords(point)}</b>,
    recall: formatScore(recall10.value),
    low: formatScore(recall10.low),
    high: formatScore(recall10.high),
    p50: millis(p50.value),
    p95: millis(p95.value),
  })
}

const Finding = ({ points, current, better, target, isOver }: VerdictProps) => {
  if (!isOver) return t('theFrontierIsDrawn')
  const to = better === null ? undefined : points[better]
  if (to && current) {
    return t.rich('theShortestP95ThatHolds', {
      target: formatNumber(target),
      p95: millis(to.p95.value),
      b: (inner) => <b>{inner}</b>,
      now: millis(current.p95.value),
      p50: millis(to.p50.value),
      p50Now: millis(current.p50.value),
    })
  }
  if (holdingPlace(points, target) === null) {
    const most = Math.max(...points.map(({ recall10 }) => recall10.value))
    return t('noSettingHolds', { target: formatNumber(target), most: formatScore(most) })
  }
  return t('whatIsInForceHolds', { target: formatNumber(target) })
}
