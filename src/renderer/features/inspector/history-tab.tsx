import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Memory } from '#contract/memory'
import { ContextMenu } from '#ui/context-menu'
import { ErrorState } from '#ui/error-state'
import { Skeleton } from '#ui/skeleton'
import { useSomaQueries } from '../../api/client-context.tsx'
import { useMemoryMutations } from '../../api/use-memory-mutations.ts'
import { useReadOnly } from '../../api/use-read-only.ts'
import { formatCount } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './history-tab.module.css'
import { VersionDetail } from './version-detail.tsx'
import { versionMenu } from './version-menu.ts'
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
  const { restoreVersion } = useMemoryMutations()
  const readOnly = useReadOnly()
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
      {versions.map((version, index) => {
        const present = index === 0
        const open = openVersion === version.version
        const onToggle = (): void => setOpenVersion(open ? null : version.version)
        const onRestore =
          present || version.deleted || readOnly
            ? null
            : () => void restoreVersion({ namespace, coordinate, version: version.version })
        return (
          <div key={version.seq} className={styles.entry}>
            <ContextMenu items={versionMenu({ version, open, onToggle, onRestore })}>
              <div>
                <VersionRow version={version} present={present} open={open} onToggle={onToggle} />
              </div>
            </ContextMenu>
            {open && (
              <VersionDetail memory={memory} version={version} versions={versions} present={present} />
            )}
          </div>
        )
      })}
      {versions.length === SHOWN && (
        <p className={styles.more}>
          {t('showingTheNewestSHOWNOf', { SHOWN: formatCount(SHOWN), version: formatCount(memory.version) })}
        </p>
      )}
    </div>
  )
}
