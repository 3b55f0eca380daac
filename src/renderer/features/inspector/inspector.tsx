import { useQuery } from '@tanstack/react-query'
import { MousePointerClick } from 'lucide-react'
import { isError } from '#contract/errors'
import type { Memory } from '#contract/memory'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { Tabs } from '#ui/tabs'
import { useSomaQueries } from '../../api/client-context.tsx'
import { wordsOf } from '../../words/words.ts'
import { type Coordinate, coordinateKey } from '../../workspace/location.ts'
import { useWorkspace, workspace } from '../../workspace/use-workspace.ts'
import { BinBanner } from './bin-banner.tsx'
import { DecayTab } from './decay-tab.tsx'
import { GateTab } from './gate-tab.tsx'
import { HistoryTab } from './history-tab.tsx'
import styles from './inspector.module.css'
import { InspectorHeader } from './inspector-header.tsx'
import { LinksTab } from './links-tab.tsx'
import { PayloadTab } from './payload-tab.tsx'
import { SimilarTab } from './similar-tab.tsx'

const t = wordsOf('inspector')

const TabContent = ({ memory }: { readonly memory: Memory }) => {
  const tab = useWorkspace((w) => w.preferences.inspectorTab)
  switch (tab) {
    case 'payload':
      return <PayloadTab memory={memory} />
    case 'history':
      return <HistoryTab memory={memory} />
    case 'links':
      return <LinksTab memory={memory} />
    case 'similar':
      return <SimilarTab memory={memory} />
    case 'gate':
      return <GateTab memory={memory} />
    case 'decay':
      return <DecayTab memory={memory} />
  }
}

const Opened = ({ memory }: { readonly memory: Memory }) => {
  const tab = useWorkspace((w) => w.preferences.inspectorTab)
  const { data: links } = useQuery(useSomaQueries().links.of(memory.namespace, memory.coordinate))
  return (
    <>
      <InspectorHeader memory={memory} />
      {memory.deletedAt !== null && <BinBanner memory={memory} deletedAt={memory.deletedAt} />}
      <Tabs
        label={t('partsOfTheMemory')}
        value={tab}
        onChange={(next) => workspace.getState().setPreferences({ inspectorTab: next })}
        items={[
          { id: 'payload', label: t('payload') },
          { id: 'history', label: t('history'), count: memory.version },
          { id: 'links', label: t('links'), count: links?.total },
          { id: 'similar', label: t('similar') },
          { id: 'gate', label: t('gate') },
          { id: 'decay', label: t('decay') },
        ]}
      >
        <TabContent memory={memory} />
      </Tabs>
    </>
  )
}

const OfMemory = ({ namespace, at }: { readonly namespace: string; readonly at: Coordinate }) => {
  const { data, error, refetch } = useQuery(useSomaQueries().memory.detail(namespace, at))
  if (data) return <Opened memory={data} />
  if (isError(error, 'memory/not-found')) {
    return (
      <EmptyState
        icon={MousePointerClick}
        title={t('nothingAtAt', { at: at.join(', ') })}
        detail={t('thereIsNoMemoryAt')}
      />
    )
  }
  if (error)
    return <ErrorState error={error} title={t('theMemoryCouldNotBe')} onRetry={() => void refetch()} />
  return (
    <div className={styles.waiting}>
      <Skeleton lines={3} height={24} />
    </div>
  )
}

/** One memory from all sides, the same on every screen. */
export const Inspector = () => {
  const namespace = useWorkspace((w) => w.namespace)
  const at = useWorkspace((w) => w.at)
  const chosen = useWorkspace((w) => w.selection.length)
  return (
    <section className={styles.inspector} aria-label={t('inspector')}>
      {namespace !== null && at !== null ? (
        <OfMemory key={`${namespace}/${coordinateKey(at)}`} namespace={namespace} at={at} />
      ) : (
        <EmptyState
          icon={MousePointerClick}
          title={chosen > 0 ? t('severalMemoriesAreChosen') : t('noMemoryIsOpen')}
          detail={t('chooseOneInAList')}
        />
      )}
    </section>
  )
}
