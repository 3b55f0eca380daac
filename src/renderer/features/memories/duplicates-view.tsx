import { CopyCheck, Search } from 'lucide-react'
import { useEffect } from 'react'
import { Button } from '#ui/button'
import { EmptyState } from '#ui/empty-state'
import { NumberField } from '#ui/number-field'
import { ProgressBar } from '#ui/progress-bar'
import { SegmentedControl } from '#ui/segmented-control'
import { formatCount, formatPlural } from '../../ui/format-number.ts'
import type { Coordinate } from '../../workspace/location.ts'
import { coordinateKey } from '../../workspace/location.ts'
import { mergeRequests, takeMergeRequest } from '../../workspace/merge-request.ts'
import { ClusterList } from './cluster-list.tsx'
import { clustersOf, neighbourOf } from './clusters.ts'
import { type DuplicateView, useDuplicatesStore, useDuplicateView } from './duplicates-store.ts'
import styles from './duplicates-view.module.css'
import { MergeBench } from './merge-bench.tsx'
import { useDuplicates } from './use-duplicates.ts'

/** Memories that somebody else asks to merge come to the workbench, which then shows in place of the table. */
export const useMergeRequests = (namespace: string): void => {
  const coordinates = mergeRequests((state) => state.coordinates)
  useEffect(() => {
    if (coordinates === null) return
    const { change, show } = useDuplicatesStore.getState()
    change(namespace, { group: coordinates })
    show(true)
    takeMergeRequest()
  }, [namespace, coordinates])
}

/** Clusters of memories that are alike, one after the other: merged field by field, or kept apart for good. */
export const DuplicatesView = ({ namespace }: { readonly namespace: string }) => {
  const view = useDuplicateView(namespace)
  const { change, show } = useDuplicatesStore()
  const search = useDuplicates(namespace)
  const clusters = clustersOf(view)
  const at = clusters.find(({ key }) => key === view.cursor) ?? clusters[0]
  const { group } = view
  const members: readonly Coordinate[] =
    group ?? at?.cluster.members.map(({ coordinate }) => coordinate) ?? []

  const settled = (): void => {
    if (group) change(namespace, { group: null })
    else if (at) {
      const next = neighbourOf(clusters, at.key)
      change(namespace, { done: new Set(view.done).add(at.key), cursor: next })
    }
  }
  const move = (by: number): void => {
    const index = clusters.findIndex(({ key }) => key === at?.key)
    const next = clusters[Math.min(clusters.length - 1, Math.max(0, index + by))]
    if (next) change(namespace, { cursor: next.key, group: null })
  }
  return (
    <div className={styles.view}>
      <header className={styles.head}>
        <SegmentedControl
          label="Which memories"
          value="duplicates"
          onChange={(next) => next === 'table' && show(false)}
          options={[
            { value: 'table', label: 'Memories' },
            { value: 'duplicates', label: 'Duplicates' },
          ]}
        />
        <div className={styles.similarity}>
          <span className={styles.label} aria-hidden>
            Alike from
          </span>
          <NumberField
            label="Least similarity"
            hideLabel
            min={0.5}
            max={1}
            step={0.01}
            value={view.similarity}
            onChange={(similarity) => similarity !== null && change(namespace, { similarity })}
          />
        </div>
        <Button icon={Search} busy={search.progress !== null} onClick={search.start}>
          {view.report ? 'Look again' : 'Look for duplicates'}
        </Button>
        <p className={styles.counts} role="status">
          {countWords(view, clusters.length)}
        </p>
      </header>
      {search.progress && (
        <div className={styles.progress}>
          <ProgressBar
            label="Looking for duplicates"
            done={search.progress.done}
            total={search.progress.total}
            text={`${formatCount(search.progress.done)} of ${formatCount(search.progress.total)} memories`}
          />
          <span className={styles.counts}>
            {formatCount(search.progress.done)} of {formatCount(search.progress.total)},{' '}
            {formatPlural(search.progress.found, 'cluster')}
          </span>
          <Button size="small" onClick={search.cancel}>
            Cancel
          </Button>
        </div>
      )}
      <div className={styles.body}>
        {clusters.length > 0 && (
          <ClusterList
            clusters={clusters}
            cursor={group ? null : (at?.key ?? null)}
            onMove={move}
            onPick={(key) => change(namespace, { cursor: key, group: null })}
          />
        )}
        {members.length > 0 ? (
          <MergeBench
            key={members.map(coordinateKey).join(' ')}
            namespace={namespace}
            members={members}
            size={group ? group.length : (at?.cluster.size ?? members.length)}
            onAdd={(coordinate) => change(namespace, { group: [...members, coordinate] })}
            onMove={move}
            onSettled={settled}
          />
        ) : (
          <EmptyState
            icon={CopyCheck}
            title={view.report ? 'No duplicates are left' : 'Which memories say the same?'}
            detail={
              view.report
                ? `No two memories are alike from ${view.similarity} on, but for those that you kept apart.`
                : 'Looks at every memory for others that are alike. Nothing is changed until you merge.'
            }
          />
        )}
      </div>
    </div>
  )
}

const countWords = ({ report }: DuplicateView, left: number): string => {
  if (report === null) return ''
  const looked =
    report.looked < report.memories
      ? `, looked at ${formatCount(report.looked)} of ${formatCount(report.memories)}`
      : ''
  const shown = report.total > report.clusters.length ? ` of ${formatCount(report.total)}` : ''
  return `${formatCount(left)}${shown} ${left === 1 ? 'cluster' : 'clusters'} left${looked}`
}
