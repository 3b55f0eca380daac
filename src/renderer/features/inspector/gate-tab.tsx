import { useQuery } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import type { GatePass, GateRecord } from '#contract/gate-record'
import type { Memory } from '#contract/memory'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { useSomaQueries } from '../../api/client-context.tsx'
import { formatScore } from '../../ui/format-number.ts'
import type { PlainKey } from '../../words/messages.ts'
import { wordsOf } from '../../words/words.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import styles from './gate-tab.module.css'
import list from './list-tab.module.css'

const t = wordsOf('inspector')

const WORDS: Readonly<
  Record<GatePass, readonly [title: PlainKey<'inspector'>, detail: PlainKey<'inspector'>]>
> = {
  new: ['passNew', 'passNewDetail'],
  'not-compared': ['passNotCompared', 'passNotComparedDetail'],
  update: ['passUpdate', 'passUpdateDetail'],
  pinned: ['passPinned', 'passPinnedDetail'],
  forced: ['passForced', 'passForcedDetail'],
  superseding: ['passSuperseding', 'passSupersedingDetail'],
  'from-inbox': ['passFromInbox', 'passFromInboxDetail'],
}

/** What the gate said of the writes that made this memory what it is, newest first. */
export const GateTab = ({ memory: { namespace, coordinate } }: { readonly memory: Memory }) => {
  const { data, error, refetch } = useQuery(useSomaQueries().gate.records(namespace, coordinate))
  if (error)
    return <ErrorState error={error} title={t('theRecordCouldNotBe')} onRetry={() => void refetch()} />
  if (!data) {
    return (
      <div className={list.waiting}>
        <Skeleton lines={3} height={48} />
      </div>
    )
  }
  if (data.length === 0) {
    return <EmptyState icon={ShieldCheck} title={t('theGateWasNotAsked')} detail={t('itWasOffWhenThis')} />
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
        {t(title)} <span className={styles.version}>{t('vVersion', { version })}</span>
      </p>
      <p className={styles.detail}>{t(detail)}</p>
      {gate && (
        <dl className={styles.figures}>
          <dt>{t('score')}</dt>
          <dd className="mono">{formatScore(gate.score)}</dd>
          <dt>{t('threshold')}</dt>
          <dd className="mono">{formatScore(gate.threshold)}</dd>
          <dt>{t('novelty')}</dt>
          <dd className="mono">{formatScore(gate.novelty)}</dd>
          <dt>{t('error')}</dt>
          <dd className="mono">{formatScore(gate.error)}</dd>
        </dl>
      )}
      {reward !== null && <p className={styles.detail}>{t('itCameWithAReward', { reward })}</p>}
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
