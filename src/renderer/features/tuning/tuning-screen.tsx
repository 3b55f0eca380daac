import { useQuery } from '@tanstack/react-query'
import { Equal, Hammer, SlidersHorizontal } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { Setting } from '#contract/settings'
import type { IndexShape } from '#contract/tuning'
import { Button } from '#ui/button'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { Split } from '#ui/split'
import { Tabs } from '#ui/tabs'
import { useClient, useSomaQueries } from '../../api/client-context.tsx'
import { useCommands } from '../../commands/use-commands.ts'
import { formatCount } from '../../ui/format-number.ts'
import { useWide } from '../../ui/use-wide.ts'
import { wordsOf } from '../../words/words.ts'
import { useWorkspace, workspace } from '../../workspace/use-workspace.ts'
import { effortInForce } from './in-force.ts'
import { IndexView } from './index-view.tsx'
import { runSweep } from './run-sweep.ts'
import { sweepHandle } from './sweep-handle.ts'
import { SweepView } from './sweep-view.tsx'
import { TryPanel } from './try-panel.tsx'
import { tuningCommands } from './tuning-commands.ts'
import { TuningHead } from './tuning-head.tsx'
import styles from './tuning-screen.module.css'
import { useTuningStore } from './tuning-store.ts'
import { stampOf, useMeasured } from './use-measured.ts'
import { useTuningQuestion } from './use-tuning-question.ts'
import { WatchView } from './watch-view.tsx'

const t = wordsOf('tuning')

/** From here on the panel stands beside the plot, below it under it. */
const BESIDE_FROM_PX = 720
const LOOK_AGAIN_MS = 3000

export const TuningScreen = () => {
  const namespace = useWorkspace((w) => w.namespace)
  useCommands(tuningCommands)
  return namespace === null ? null : <Tuning key={namespace} namespace={namespace} />
}

const Tuning = ({ namespace }: { readonly namespace: string }) => {
  const queries = useSomaQueries()
  const health = useQuery({
    ...queries.tuning.health(namespace),
    // Lists that are being built are there some time later, and nobody tells.
    refetchInterval: ({ state }) =>
      state.data?.exact === 'building' || state.data?.isBuilding || state.error ? LOOK_AGAIN_MS : false,
  })
  const { data: settings } = useQuery(queries.settings.list())
  useEffect(() => () => useTuningStore.setState({ tried: null }), [])
  const { data: shape, error, refetch } = health
  return (
    <section className={styles.screen} aria-label={t('tuning')}>
      {error && !shape && (
        <ErrorState error={error} title={t('theIndexNotLookedAt')} onRetry={() => void refetch()} />
      )}
      {!error && (!shape || !settings) && (
        <div className={styles.waiting}>
          <Skeleton lines={6} height={40} />
        </div>
      )}
      {shape && settings && shape.exact !== null && <Exact shape={shape} />}
      {shape && settings && shape.exact === null && (
        <Tunable namespace={namespace} shape={shape} settings={settings} />
      )}
    </section>
  )
}

/** Nothing is missed, so there is nothing to tune. */
const Exact = ({ shape }: { readonly shape: IndexShape }) => {
  const { exact, vectors, exactBelow } = shape
  if (exact === 'building') {
    return (
      <EmptyState
        icon={Hammer}
        title={t('theListsAreBeingBuilt')}
        detail={t('untilTheyAreThere', { vectors: formatCount(vectors) })}
      />
    )
  }
  const reason =
    exact === 'setting'
      ? t('theSettingsSaySo')
      : t('upToVectorsQuicker', { exactBelow: formatCount(exactBelow), vectors })
  return (
    <EmptyState
      icon={Equal}
      title={vectors === 0 ? t('noMemoriesYet') : t('searchIsExact')}
      detail={
        vectors === 0
          ? t('canBeTunedFrom', { exactBelow: formatCount(exactBelow) })
          : t('everySearchCompares', { reason })
      }
      action={
        (vectors === 0 && (
          <Button onClick={() => workspace.getState().go({ screen: 'memories' })}>{t('goToMemories')}</Button>
        )) ||
        (exact === 'setting' && (
          <Button icon={SlidersHorizontal} onClick={() => workspace.getState().go({ screen: 'settings' })}>
            {t('openSettings')}
          </Button>
        ))
      }
    />
  )
}

interface TunableProps {
  readonly namespace: string
  readonly shape: IndexShape
  readonly settings: readonly Setting[]
}

const Tunable = ({ namespace, shape, settings }: TunableProps) => {
  const screen = useRef<HTMLDivElement>(null)
  const wide = useWide(screen, BESIDE_FROM_PX)
  const { view } = useTuningStore()
  const question = useTuningQuestion(namespace)
  const client = useClient()
  const inForce = effortInForce(settings, shape)
  const { asked } = question
  useEffect(() => {
    sweepHandle.now = () => void runSweep(client, asked)
    return () => {
      sweepHandle.now = null
    }
  }, [client, asked])
  const current = useMeasured(question.asked, inForce, stampOf(shape))
  const shown = (
    <Tabs
      label={t('partsOfTuning')}
      value={view}
      onChange={(next) => useTuningStore.setState({ view: next })}
      items={[
        { id: 'sweep', label: t('sweep') },
        { id: 'index', label: t('index') },
        { id: 'watch', label: t('watch') },
      ]}
    >
      {view === 'watch' && <WatchView namespace={namespace} />}
      {view === 'sweep' && (
        <SweepView
          question={question}
          inForce={inForce}
          settings={settings}
          measured={current.isOld ? undefined : current.point}
        />
      )}
      {view === 'index' && <IndexView shape={shape} question={question} inForce={inForce} />}
    </Tabs>
  )
  const panel = (
    <TryPanel question={question} shape={shape} settings={settings} inForce={inForce} current={current} />
  )
  return (
    <div ref={screen} className={styles.tunable}>
      <TuningHead question={question} current={current} />
      <div className={styles.body}>
        <Split
          id={wide ? 'tuning' : 'tuning-narrow'}
          label={t('plotAndSettings')}
          direction={wide ? 'horizontal' : 'vertical'}
          panes={[
            { id: 'plot', min: wide ? 320 : 200, content: <div className={styles.pane}>{shown}</div> },
            {
              id: 'settings',
              size: wide ? 300 : '38%',
              min: wide ? 264 : 120,
              max: '70%',
              fixed: wide,
              content: panel,
            },
          ]}
        />
      </div>
    </div>
  )
}
