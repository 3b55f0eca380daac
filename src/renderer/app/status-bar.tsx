import { useQuery } from '@tanstack/react-query'
import type { IndexState, Status, VectorStoreState } from '#contract/app'
import type { EmbedderChange } from '#contract/embedders'
import { Tooltip } from '#ui/tooltip'
import { useSomaQueries } from '../api/client-context.tsx'
import { useConnection } from '../api/connection.ts'
import { formatBytes } from '../ui/format-bytes.ts'
import { formatDuration } from '../ui/format-duration.ts'
import { formatCount } from '../ui/format-number.ts'
import { told } from '../words/told.ts'
import { wordsOf } from '../words/words.ts'
import { useWorkspace } from '../workspace/use-workspace.ts'
import { LastChange } from './last-change.tsx'
import styles from './status-bar.module.css'
import { WatchedRecall } from './watched-recall.tsx'
import { WorkCenter } from './work-center.tsx'

const t = wordsOf('shell')
const connectionWords = wordsOf('connections')

const MODES = {
  get local_agent() {
    return t('localAgent')
  },
  get on_demand() {
    return t('onDemand')
  },
  get enterprise() {
    return t('enterprise')
  },
} as const
const CONNECTIONS = {
  get connecting() {
    return t('connecting')
  },
  get online() {
    return t('connected')
  },
  get offline() {
    return t('notConnected')
  },
} as const
const EMBEDDERS = {
  get unreachable() {
    return t('embedderUnreachable')
  },
  get 'rate-limited'() {
    return t('embedderOverItsRate')
  },
  get misconfigured() {
    return t('embedderMisconfigured')
  },
} as const
/** Latency changes without an event; this is how old it may look. */
const LOOK_AGAIN_MS = 10_000
const LOOK_AT_WORK_MS = 1000

const indexText = (index: IndexState): string => {
  switch (index.state) {
    case 'loading':
      return t('indexDoneOfTotal', { done: formatCount(index.done), total: formatCount(index.total) })
    case 'ready':
      return t('indexCountVectorsBytes', {
        count: index.vectors,
        bytes: formatBytes(index.bytes),
        isBuilding: index.isBuilding ? 'yes' : 'no',
      })
    default:
      return t('indexFailed')
  }
}

const storeText = ({ mode, store, storeLatency, connection }: Status): string => {
  if (store.state === 'read-only') {
    if (store.damaged) return t('storeDamaged')
    return mode === 'enterprise' && !connection.readOnly ? t('redisNotReached') : t('storeReadOnly')
  }
  return storeLatency === null
    ? t('storeReady')
    : t('storeStoreLatency', { storeLatency: formatDuration(storeLatency) })
}

/** The store elsewhere that has the vectors too: how it fares, and what it was not told yet (STO-5, STO-7). */
const VectorStore = ({ state }: { readonly state: VectorStoreState }) => (
  <Tooltip text={vectorStoreTip(state)} side="top">
    <span className={styles.part} data-bad={state.state !== 'ready' || state.blocked.length > 0 || undefined}>
      {vectorStoreText(state)}
    </span>
  </Tooltip>
)

const vectorStoreText = (store: VectorStoreState): string => {
  const state = vectorStoreHealth(store)
  const { pending } = store
  return pending === 0 ? state : t('statePending', { state, pending: formatCount(pending) })
}

const vectorStoreHealth = ({ state, latency, blocked }: VectorStoreState): string => {
  if (state === 'unreachable') return t('qdrantNotReached')
  if (state === 'misconfigured') return t('qdrantMisconfigured')
  if (blocked.length > 0) return t('qdrantLeftOut')
  return latency === null ? t('qdrantReady') : t('qdrantLatency', { latency: formatDuration(latency) })
}

const vectorStoreTip = ({ state, name, message, blocked, isAsked }: VectorStoreState): string => {
  if (state !== 'ready') return t('reasonThisComputerAnswersMeanwhile', { reason: told(message) })
  const [first] = blocked
  if (first !== undefined) return `${first.namespace}: ${told(first.why)}`
  return t(isAsked ? 'nameIsAsked' : 'nameIsTold', { name })
}

/** A change of the embedder, while there is one. */
const ReEmbedding = () => {
  const { data: state } = useQuery(useSomaQueries().embedders.state())
  const change = state?.change
  if (!change) return null
  const percent = change.total === 0 ? 0 : Math.floor((change.done / change.total) * 100)
  return (
    <Tooltip
      text={
        change.reason === null
          ? t('fromOneToAnother', { from: state.active.id, to: change.to.id })
          : told(change.reason)
      }
      side="top"
    >
      <span className={styles.part} data-bad={change.state === 'waiting' || undefined}>
        {changeText(change, percent)}
      </span>
    </Tooltip>
  )
}

const changeText = ({ state, stage }: EmbedderChange, percent: number): string => {
  if (state === 'waiting') return t('reEmbeddingWaitsAtPercent', { percent })
  if (state === 'paused') return t('reEmbeddingPausedAtPercent', { percent })
  return stage === 'index' ? t('reEmbeddingFillingTheIndex') : t('reEmbeddingPercent', { percent })
}

/** While memories are dated by other rules than before. */
const Dating = ({ done, total }: NonNullable<Status['dating']>) => (
  <Tooltip text={t('whenEachMemoryDecaysIs')} side="top">
    <span className={styles.part}>
      {t('datingMemoriesDone', { done: Math.floor((done / Math.max(1, total)) * 100) })}
    </span>
  </Tooltip>
)

/** Which connection is open. The one that the program was started with goes without saying, unless it is marked. */
const Place = ({ id, name, production, mode }: Status['connection'] & { readonly mode: string }) => {
  if (id === 'home' && !production) return <span className={styles.part}>{mode}</span>
  return (
    <Tooltip text={production ? connectionWords('modeMarkedProduction', { mode }) : mode} side="top">
      <span className={styles.part} data-bad={production || undefined}>
        {production ? connectionWords('productionName', { name: told(name) }) : told(name)}
      </span>
    </Tooltip>
  )
}

const Light = ({ tone }: { readonly tone: 'good' | 'warning' | 'error' }) => (
  <span className={styles.light} data-tone={tone} aria-hidden />
)

export const StatusBar = () => {
  const queries = useSomaQueries()
  const connection = useConnection()
  const namespace = useWorkspace((w) => w.namespace)
  const { data: status } = useQuery({
    ...queries.app.status(),
    refetchInterval: ({ state }) => (state.data?.dating ? LOOK_AT_WORK_MS : LOOK_AGAIN_MS),
  })
  const { data: namespaces } = useQuery(queries.namespaces.list())
  const counts = namespaces?.find(({ name }) => name === namespace)
  const tone = connection === 'offline' ? 'error' : connection === 'connecting' ? 'warning' : 'good'
  return (
    <footer className={styles.bar}>
      <span className={styles.part}>
        <Light tone={tone} />
        {CONNECTIONS[connection]}
      </span>
      {status && (
        <>
          <Place {...status.connection} mode={MODES[status.mode]} />
          <Tooltip
            text={status.store.state === 'read-only' ? told(status.store.reason) : t('timeOfTheLastAnswer')}
            side="top"
          >
            <span className={styles.part} data-bad={status.store.state === 'read-only' || undefined}>
              {storeText(status)}
            </span>
          </Tooltip>
          <Tooltip text={t('vectorsOfAllNamespaces')} side="top">
            <span className={styles.part} data-bad={status.index.state === 'failed' || undefined}>
              {indexText(status.index)}
            </span>
          </Tooltip>
          {status.vectorStore && <VectorStore state={status.vectorStore} />}
          {status.embedder.state !== 'ready' && (
            <Tooltip text={told(status.embedder.message)} side="top">
              <span className={styles.part} data-bad>
                {EMBEDDERS[status.embedder.state]}
              </span>
            </Tooltip>
          )}
          <ReEmbedding />
          {status.dating && <Dating {...status.dating} />}
          <WorkCenter />
        </>
      )}
      {namespace !== null && <WatchedRecall namespace={namespace} />}
      {counts && <span className={styles.part}>{t('countMemories', { count: counts.memories })}</span>}
      {namespace !== null && <LastChange namespace={namespace} />}
    </footer>
  )
}
