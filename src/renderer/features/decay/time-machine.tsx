import { useQuery } from '@tanstack/react-query'
import { Hourglass } from 'lucide-react'
import type { DecayForecast } from '#contract/decay'
import type { DecayRules } from '#contract/decay-rules'
import { Button } from '#ui/button'
import { DecayScoreLegend } from '#ui/decay-score'
import { EmptyState } from '#ui/empty-state'
import { SegmentedControl } from '#ui/segmented-control'
import { useSomaQueries } from '../../api/client-context.tsx'
import type { DecayAsked } from '../../api/queries/decay.ts'
import { formatCount } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import styles from './decay-screen.module.css'
import { useDecayStore } from './decay-store.ts'
import { ForecastChart } from './forecast-chart.tsx'
import { countWords, dateWords } from './time-axis.ts'
import { VictimList } from './victim-list.tsx'

const t = wordsOf('decay')

interface TimeMachineProps {
  readonly question: DecayAsked
  readonly rules: DecayRules
  readonly forecast: DecayForecast
  /** The date that is looked at, and the one that answers are asked for: it follows. */
  readonly at: number
  readonly settledAt: number
}

const REACHES = [
  {
    value: 'day',
    get label() {
      return t('day')
    },
  },
  {
    value: 'week',
    get label() {
      return t('week')
    },
  },
  {
    value: 'month',
    get label() {
      return t('month')
    },
  },
  {
    value: 'year',
    get label() {
      return t('year')
    },
  },
  {
    value: 'all',
    get label() {
      return t('all')
    },
  },
] as const

/** What is forgotten up to a date that can be moved. */
export const TimeMachine = ({ question, rules, forecast, at, settledAt }: TimeMachineProps) => {
  const { reach, tried } = useDecayStore()
  const { ever, living, counts, histogram } = forecast
  const nothing = ever.decay + ever.evict + ever.reduce === 0
  if (nothing && living === 0) return <NoMemories />
  if (nothing && !rules.isOn) return <DecayOff question={question} rules={rules} living={living} />
  return (
    <div className={styles.machine}>
      <div className={styles.line}>
        <p className={styles.counts} role="status">
          {t.rich('byAtCountsOfLiving', {
            at: dateWords(at, histogram),
            counts: <b>{countWords(counts)}</b>,
            living: formatCount(living),
            tried: tried !== null && t('byTheParametersTriedOut'),
          })}
        </p>
        <SegmentedControl
          label={t('howFarAhead')}
          value={reach}
          onChange={(next) => useDecayStore.setState({ reach: next, at: null })}
          options={REACHES}
        />
      </div>
      <ForecastChart
        forecast={forecast}
        at={at}
        // The end stays the end when other parameters move it.
        onChange={(next) => useDecayStore.setState({ at: next < histogram.until ? next : null, cursor: 0 })}
      />
      <div className={styles.legend}>
        <DecayScoreLegend />
      </div>
      <VictimList question={question} rules={rules} at={settledAt} />
    </div>
  )
}

const NoMemories = () => (
  <EmptyState
    icon={Hourglass}
    title={t('noMemoriesYet')}
    detail={t('whatIsOldUnusedAnd')}
    action={
      <Button onClick={() => workspace.getState().go({ screen: 'memories' })}>{t('goToMemories')}</Button>
    }
  />
)

interface DecayOffProps {
  readonly question: DecayAsked
  readonly rules: DecayRules
  readonly living: number
}

/** Far enough that all that ever happens has happened. */
const MONTH = 30 * 86_400

/** Decay is off: what it would do. */
const DecayOff = ({ question, rules, living }: DecayOffProps) => {
  const on = { ...rules, isOn: true }
  const asked = { namespace: question.namespace, rules: on }
  const madeAt = useDecayStore((state) => state.openedAt)
  const { data } = useQuery(useSomaQueries().decay.forecast(asked, { at: madeAt + MONTH, until: null }))
  return (
    <EmptyState
      icon={Hourglass}
      title={t('decayIsOffNothingIs')}
      detail={
        <>
          <p>
            {data
              ? t('turnedOnWithTheseParameters', {
                  decay: formatCount(data.counts.decay),
                  living: formatCount(living),
                })
              : t('turnedOnMemoriesThatAre')}
          </p>
          <p>{t('tryItOutNothingIs')}</p>
        </>
      }
      action={
        <Button variant="primary" onClick={() => useDecayStore.setState({ tried: on, isPanelOpen: true })}>
          {t('tryItOut')}
        </Button>
      }
    />
  )
}
