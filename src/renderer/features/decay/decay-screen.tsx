import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import type { DecayRules } from '#contract/decay-rules'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { Split } from '#ui/split'
import { Tabs } from '#ui/tabs'
import { useSomaQueries } from '../../api/client-context.tsx'
import { useCommands } from '../../commands/use-commands.ts'
import { useSettled } from '../../ui/use-settled.ts'
import { useWide } from '../../ui/use-wide.ts'
import { wordsOf } from '../../words/words.ts'
import { useWorkspace } from '../../workspace/use-workspace.ts'
import { BinView } from './bin-view.tsx'
import { CostView } from './cost-view.tsx'
import { decayCommands } from './decay-commands.ts'
import { DecayHead } from './decay-head.tsx'
import styles from './decay-screen.module.css'
import { forgetNamespace, useDecayStore } from './decay-store.ts'
import { tidyRules } from './rule-changes.ts'
import { RulesPanel } from './rules-panel.tsx'
import { clampTo, dateWords, endOf } from './time-axis.ts'
import { TimeMachine } from './time-machine.tsx'

const t = wordsOf('decay')

/** From here on the panel stands beside the list, below it under it. */
const BESIDE_FROM_PX = 620
/** While a slider moves, only where it rests this long is asked for. */
const RULES_REST_MS = 150
const DATE_REST_MS = 60

export const DecayScreen = () => {
  const namespace = useWorkspace((w) => w.namespace)
  useCommands(decayCommands)
  const { data: rules, error, refetch } = useQuery(useSomaQueries().decay.rules())
  if (error) {
    return <ErrorState error={error} title={t('theRulesCouldNotBe')} onRetry={() => void refetch()} />
  }
  if (namespace === null) return null
  if (!rules) {
    return (
      <div className={styles.waiting}>
        <Skeleton lines={6} height={28} />
      </div>
    )
  }
  return <Decay key={namespace} namespace={namespace} inForce={rules} />
}

interface DecayProps {
  readonly namespace: string
  readonly inForce: DecayRules
}

const Decay = ({ namespace, inForce }: DecayProps) => {
  const queries = useSomaQueries()
  const screen = useRef<HTMLElement>(null)
  const wide = useWide(screen, BESIDE_FROM_PX)
  const { view, reach, tried, isPanelOpen, at, openedAt } = useDecayStore()
  useEffect(() => forgetNamespace, [])
  const settled = useSettled(tried, RULES_REST_MS)
  const settledDate = useSettled(at, DATE_REST_MS)
  const question = useMemo(() => ({ namespace, rules: settled && tidyRules(settled) }), [namespace, settled])
  const until = endOf(reach, openedAt)
  const axis = useQuery(queries.decay.forecast(question, { at: openedAt, until }))
  const stretch = axis.data?.histogram ?? { from: openedAt, until: openedAt + 1 }
  const dateOf = (moment: number | null): number =>
    moment === null ? stretch.until : clampTo(stretch, moment)
  const settledAt = dateOf(settledDate)
  const dated = useQuery({
    ...queries.decay.forecast(question, { at: settledAt, until }),
    enabled: axis.data !== undefined,
  })
  const { data: namespaces } = useQuery(queries.namespaces.list())
  const here = namespaces?.find(({ name }) => name === namespace)
  const forecast = axis.data && { ...axis.data, counts: dated.data?.counts ?? axis.data.counts }
  const problem = axis.error ?? dated.error
  const shown = (
    <Tabs
      label={t('partsOfDecay')}
      value={view}
      onChange={(next) => useDecayStore.setState({ view: next })}
      items={[
        { id: 'forecast', label: t('timeMachine') },
        { id: 'cost', label: t('costInRecall') },
        { id: 'bin', label: t('bin'), count: here?.bin },
      ]}
    >
      {view === 'bin' && <BinView namespace={namespace} />}
      {view !== 'bin' && problem && (
        <ErrorState error={problem} title={t('theForecastCouldNotBe')} onRetry={() => void axis.refetch()} />
      )}
      {view !== 'bin' && !problem && !forecast && <Skeleton lines={5} height={48} />}
      {view === 'cost' && !problem && forecast && (
        <CostView question={question} at={settledAt} date={dateWords(settledAt, stretch)} />
      )}
      {view === 'forecast' && !problem && forecast && (
        <TimeMachine
          question={question}
          rules={tried ?? inForce}
          forecast={forecast}
          at={dateOf(at)}
          settledAt={settledAt}
        />
      )}
    </Tabs>
  )
  const panel = isPanelOpen &&
    view !== 'bin' && {
      id: 'parameters',
      size: wide ? 300 : '34%',
      min: wide ? 260 : 120,
      max: '70%',
      fixed: wide,
      content: <RulesPanel inForce={inForce} tried={tried} />,
    }
  return (
    <section ref={screen} className={styles.screen} aria-label={t('decay')}>
      <DecayHead inForce={inForce} />
      <div className={styles.body}>
        <Split
          id={wide ? 'decay' : 'decay-narrow'}
          label={t('forecastAndParameters')}
          direction={wide ? 'horizontal' : 'vertical'}
          panes={[
            { id: 'forecast', min: wide ? 280 : 160, content: <div className={styles.pane}>{shown}</div> },
            ...(panel ? [panel] : []),
          ]}
        />
      </div>
    </section>
  )
}
