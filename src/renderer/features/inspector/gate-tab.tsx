import { useQuery } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import type { GatePass, GateRecord } from '#contract/gate-record'
import type { Memory } from '#contract/memory'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { useSomaQueries } from '../../api/client-context.tsx'
import { formatScore } from '../../ui/format-number.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import styles from './gate-tab.module.css'
import list from './list-tab.module.css'

const WORDS: Readonly<Record<GatePass, readonly [title: string, detail: string]>> = {
  new: ['Said something new', 'The gate compared it and let it pass.'],
  'not-compared': ['Not compared', 'Vectors were out of reach, and nothing is lost because of that.'],
  update: ['An update', 'The gate does not ask about what is there already.'],
  pinned: ['Stored pinned', 'The gate does not ask about pinned writes.'],
  forced: ['Forced', 'The write asked to pass whatever the gate says.'],
  superseding: ['Supersedes another', 'The gate does not ask about what takes the place of a memory.'],
  'from-inbox': ['Stored from the inbox', 'The gate had stopped it, and somebody stored it anyway.'],
}

/** What the gate said of the writes that made this memory what it is, newest first. */
export const GateTab = ({ memory: { namespace, coordinate } }: { readonly memory: Memory }) => {
  const { data, error, refetch } = useQuery(useSomaQueries().gate.records(namespace, coordinate))
  if (error)
    return <ErrorState error={error} title="The record could not be read" onRetry={() => void refetch()} />
  if (!data) {
    return (
      <div className={list.waiting}>
        <Skeleton lines={3} height={48} />
      </div>
    )
  }
  if (data.length === 0) {
    return (
      <EmptyState
        icon={ShieldCheck}
        title="The gate was not asked"
        detail="It was off when this was stored, or this came in another way. While it is on, each write keeps here what the gate said."
      />
    )
  }
  return (
    <ol className={styles.records}>
      {data.map((record) => (
        <Entry key={record.version} record={record} />
      ))}
    </ol>
  )
}

const Entry = ({ record }: { readonly record: GateRecord }) => {
  const { version, pass, gate, reward } = record
  const [title, detail] = WORDS[pass]
  const nearest = gate?.nearest
  return (
    <li className={styles.record}>
      <p className={styles.title}>
        {title} <span className={styles.version}>v{version}</span>
      </p>
      <p className={styles.detail}>{detail}</p>
      {gate && (
        <dl className={styles.figures}>
          <dt>Score</dt>
          <dd className="mono">{formatScore(gate.score)}</dd>
          <dt>Threshold</dt>
          <dd className="mono">{formatScore(gate.threshold)}</dd>
          <dt>Novelty</dt>
          <dd className="mono">{formatScore(gate.novelty)}</dd>
          <dt>Error</dt>
          <dd className="mono">{formatScore(gate.error)}</dd>
        </dl>
      )}
      {reward !== null && <p className={styles.detail}>It came with a reward of {reward}.</p>}
      {nearest && (
        <button
          type="button"
          className={styles.nearest}
          onClick={() => workspace.getState().openMemory(nearest.coordinate)}
        >
          <span className="mono">{formatScore(nearest.similarity)}</span>
          <span className="truncate">{nearest.title || nearest.coordinate.join(', ')}</span>
        </button>
      )}
    </li>
  )
}
