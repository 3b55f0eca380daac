import { useQuery } from '@tanstack/react-query'
import { RotateCw, Ruler } from 'lucide-react'
import type { GateCalibration, GateSettings } from '#contract/gate'
import { Button } from '#ui/button'
import { EmptyState } from '#ui/empty-state'
import { ProgressBar } from '#ui/progress-bar'
import { Skeleton } from '#ui/skeleton'
import { useSomaQueries } from '../../api/client-context.tsx'
import { formatCount, formatFixed } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './calibrator.module.css'
import { useGateStore } from './gate-store.ts'
import { GateSwitch } from './gate-switch.tsx'
import { stoppedBy } from './histogram.ts'
import { PairJudge } from './pair-judge.tsx'
import { SalienceRule } from './salience-rule.tsx'
import { SuggestionView } from './suggestion-view.tsx'
import { ThresholdChart } from './threshold-chart.tsx'
import { useCalibration } from './use-calibration.ts'

const t = wordsOf('gate')

/** Where to set the threshold: what it would have stopped, and what pairs that a person judged say of it. */
export const Calibrator = ({ namespace }: { readonly namespace: string }) => {
  const report = useGateStore((state) => state.reports.get(namespace))
  const { data: settings } = useQuery(useSomaQueries().gate.settings())
  const { progress, start, cancel } = useCalibration(namespace)
  if (settings === undefined) return <Skeleton lines={4} height={40} />
  if (progress !== null) {
    const { done, total } = progress
    const text = t('doneOfTotalMemories', { done: formatCount(done), total: formatCount(total) })
    return (
      <div className={styles.progress}>
        <p>{t('measuringHowNearMemoriesAre', { text })}</p>
        <ProgressBar label={t('measuring')} done={done} total={total} text={text} />
        <Button onClick={cancel}>{t('cancel')}</Button>
      </div>
    )
  }
  if (report === undefined) {
    return (
      <EmptyState
        icon={Ruler}
        title={t('notMeasuredYet')}
        detail={t('measureHowNearMemoriesAre')}
        action={
          <Button variant="primary" icon={Ruler} onClick={start}>
            {t('measure')}
          </Button>
        }
      />
    )
  }
  return (
    <div className={styles.calibrator}>
      <Threshold report={report} settings={settings} onMeasure={start} />
      <div className={styles.judging}>
        <PairJudge namespace={namespace} pairs={report.pairs} threshold={settings.threshold} />
        <SuggestionView namespace={namespace} />
        <SalienceRule salience={settings.salience} />
      </div>
    </div>
  )
}

interface ThresholdProps {
  readonly report: GateCalibration
  readonly settings: GateSettings
  readonly onMeasure: () => void
}

const Threshold = ({ report, settings, onMeasure }: ThresholdProps) => {
  const tried = useGateStore((state) => state.threshold)
  const threshold = tried ?? settings.threshold
  const stopped = stoppedBy(report, threshold, settings.weights.novelty)
  const inUse = threshold === settings.threshold
  return (
    <section className={styles.threshold} aria-label={t('threshold')}>
      <p className={styles.answer} role="status">
        {t.rich('thresholdWouldHaveStoppedStopped', {
          threshold: <b>{formatFixed(threshold, 2)}</b>,
          stopped: <b>{formatCount(stopped)}</b>,
          count: report.memories,
        })}
      </p>
      <ThresholdChart
        novelties={report.novelties}
        threshold={threshold}
        inUse={settings.threshold}
        onChange={(next) => useGateStore.getState().tryOut(next)}
      />
      <p className={styles.note}>
        {t('noveltyOfEachMemoryWhen', {
          sampled: formatCount(report.sampled),
          memories: formatCount(report.memories),
          novelty: settings.weights.novelty,
        })}
      </p>
      <div className={styles.actions}>
        <Button size="small" icon={RotateCw} onClick={onMeasure}>
          {t('measureAgain')}
        </Button>
        {!inUse && (
          <Button size="small" variant="plain" onClick={() => useGateStore.getState().tryOut(null)}>
            {t('backToThresholdWhichIs', { threshold: formatFixed(settings.threshold, 2) })}
          </Button>
        )}
        {(!inUse || !settings.isOn) && <GateSwitch isOn={settings.isOn} threshold={threshold} />}
      </div>
    </section>
  )
}
