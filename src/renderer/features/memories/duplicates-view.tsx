import { useQuery } from '@tanstack/react-query'
import { CopyCheck, Search } from 'lucide-react'
import { useEffect } from 'react'
import { Button } from '#ui/button'
import { EmptyState } from '#ui/empty-state'
import { NumberField } from '#ui/number-field'
import { ProgressBar } from '#ui/progress-bar'
import { useSomaQueries } from '../../api/client-context.tsx'
import { formatCount } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import type { Coordinate } from '../../workspace/location.ts'
import { coordinateKey } from '../../workspace/location.ts'
import { mergeRequests, takeMergeRequest } from '../../workspace/merge-request.ts'
import { ClusterList } from './cluster-list.tsx'
import { clustersOf, neighbourOf } from './clusters.ts'
import { type DuplicateView, useDuplicatesStore, useDuplicateView } from './duplicates-store.ts'
import styles from './duplicates-view.module.css'
import { useMemoriesStore } from './memories-store.ts'
import { MergeBench } from './merge-bench.tsx'
import { useDuplicates } from './use-duplicates.ts'
import { WhichMemories } from './which-memories.tsx'

const t = wordsOf('memories')

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
  const here = useQuery(useSomaQueries().namespaces.list()).data?.find(({ name }) => name === namespace)
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
        <WhichMemories
          shown="duplicates"
          inBin={here?.bin}
          onChange={(next) => {
            if (next === 'duplicates') return
            useMemoriesStore.getState().change(namespace, { bin: next === 'bin' })
            show(false)
          }}
        />
        <div className={styles.similarity}>
          <span className={styles.label} aria-hidden>
            {t('alikeFrom')}
          </span>
          <NumberField
            label={t('leastSimilarity')}
            hideLabel
            min={0.5}
            max={1}
            step={0.01}
            value={view.similarity}
            onChange={(similarity) => similarity !== null && change(namespace, { similarity })}
          />
        </div>
        <Button icon={Search} busy={search.progress !== null} onClick={search.start}>
          {view.report ? t('lookAgain') : t('lookForDuplicates')}
        </Button>
        <p className={styles.counts} role="status">
          {countWords(view, clusters.length)}
        </p>
      </header>
      {search.progress && (
        <div className={styles.progress}>
          <ProgressBar
            label={t('lookingForDuplicates')}
            done={search.progress.done}
            total={search.progress.total}
            text={t('doneOfTotalMemories', {
              done: formatCount(search.progress.done),
              total: formatCount(search.progress.total),
            })}
          />
          <span className={styles.counts}>
            {t('doneOfTotalCountClusters', {
              done: formatCount(search.progress.done),
              total: formatCount(search.progress.total),
              count: search.progress.found,
            })}
          </span>
          <Button size="small" onClick={search.cancel}>
            {t('cancel')}
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
            title={view.report ? t('noDuplicatesAreLeft') : t('whichMemoriesSayTheSame')}
            detail={
              view.report
                ? t('noTwoMemoriesAreAlike', { similarity: view.similarity })
                : t('looksAtEveryMemoryFor')
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
      ? t('lookedAtLookedOfMemories', {
          looked: formatCount(report.looked),
          memories: formatCount(report.memories),
        })
      : ''
  const shown =
    report.total > report.clusters.length ? t('ofTotal', { total: formatCount(report.total) }) : ''
  return t('leftShownClustersLeftLooked', { left: formatCount(left), shown, left2: left, looked })
}
