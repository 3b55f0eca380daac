import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Memory } from '#contract/memory'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { useSomaQueries } from '../../api/client-context.tsx'
import { formatCount } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './history-tab.module.css'
import { VersionDetail } from './version-detail.tsx'
import { VersionRow } from './version-row.tsx'

const t = wordsOf('inspector')

const SHOWN = 100

/** Newest first. An opened version shows what it changed, against the one before it unless another is chosen. */
export const HistoryTab = ({ memory }: { readonly memory: Memory }) => {
  const { namespace, coordinate } = memory
  const {
    data: versions,
    error,
    refetch,
  } = useQuery(useSomaQueries().memory.versions(namespace, coordinate, SHOWN))
  const [openVersion, setOpenVersion] = useState<number | null>(null)
  if (error)
    return <ErrorState error={error} title={t('theHistoryCouldNotBe')} onRetry={() => void refetch()} />
  if (!versions) {
    return (
      <div className={styles.waiting}>
        <Skeleton lines={4} height={48} />
      </div>
    )
  }
  return (
    <div className={styles.list}>
      {versions.map((version, index) => (
        <div key={version.seq} className={styles.entry}>
          <VersionRow
            version={version}
            present={index === 0}
            open={openVersion === version.version}
            onToggle={() => setOpenVersion(openVersion === version.version ? null : version.version)}
          />
          {openVersion === version.version && (
            <VersionDetail memory={memory} version={version} versions={versions} present={index === 0} />
          )}
        </div>
      ))}
      {versions.length === SHOWN && (
        <p className={styles.more}>
          {t('showingTheNewestSHOWNOf', { SHOWN: formatCount(SHOWN), version: formatCount(memory.version) })}
        </p>
      )}
    </div>
  )
}
