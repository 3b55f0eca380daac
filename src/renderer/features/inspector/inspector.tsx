import { useQuery } from '@tanstack/react-query'
import { MousePointerClick } from 'lucide-react'
import { isError } from '#contract/errors'
import type { Memory } from '#contract/memory'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { Tabs } from '#ui/tabs'
import { useSomaQueries } from '../../api/client-context.tsx'
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
        label="Parts of the memory"
        value={tab}
        onChange={(next) => workspace.getState().setPreferences({ inspectorTab: next })}
        items={[
          { id: 'payload', label: 'Payload' },
          { id: 'history', label: 'History', count: memory.version },
          { id: 'links', label: 'Links', count: links?.total },
          { id: 'similar', label: 'Similar' },
          { id: 'gate', label: 'Gate' },
          { id: 'decay', label: 'Decay' },
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
        title={`Nothing at ${at.join(', ')}`}
        detail="There is no memory at this coordinate. It may have been moved, or its storing was undone."
      />
    )
  }
  if (error)
    return <ErrorState error={error} title="The memory could not be read" onRetry={() => void refetch()} />
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
    <section className={styles.inspector} aria-label="Inspector">
      {namespace !== null && at !== null ? (
        <OfMemory key={`${namespace}/${coordinateKey(at)}`} namespace={namespace} at={at} />
      ) : (
        <EmptyState
          icon={MousePointerClick}
          title={chosen > 0 ? 'Several memories are chosen' : 'No memory is open'}
          detail="Choose one in a list to see its payload, history, links and what is like it."
        />
      )}
    </section>
  )
}
