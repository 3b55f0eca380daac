import { History } from 'lucide-react'
import { useState } from 'react'
import type { Memory, MemoryVersion } from '#contract/memory'
import { Button } from '#ui/button'
import { Select } from '#ui/select'
import { StateDiff } from '#ui/state-diff'
import { useMemoryMutations } from '../../api/use-memory-mutations.ts'
import { useReadOnly } from '../../api/use-read-only.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './version-detail.module.css'

const t = wordsOf('inspector')

interface VersionDetailProps {
  readonly memory: Memory
  readonly version: MemoryVersion
  readonly versions: readonly MemoryVersion[]
  readonly present: boolean
}

export const VersionDetail = ({ memory, version, versions, present }: VersionDetailProps) => {
  const { restoreVersion } = useMemoryMutations()
  const others = versions.filter((one) => one.version !== version.version)
  const before = others.find((one) => one.version < version.version) ?? null
  const [chosen, setChosen] = useState<string | null>(null)
  const readOnly = useReadOnly()
  const [busy, setBusy] = useState(false)
  const against = others.find((one) => String(one.version) === chosen) ?? before
  const restore = async (): Promise<void> => {
    setBusy(true)
    const { namespace, coordinate } = memory
    await restoreVersion({ namespace, coordinate, version: version.version })
    setBusy(false)
  }
  return (
    <div className={styles.detail}>
      <div className={styles.bar}>
        {against ? (
          <div className={styles.choice}>
            <span>{t('against')}</span>
            <Select
              label={t('compareAgainst')}
              hideLabel
              value={String(against.version)}
              onChange={setChosen}
              options={others.map((one) => ({
                value: String(one.version),
                label: `v${one.version}`,
                detail: one.action,
              }))}
            />
          </div>
        ) : (
          <span className={styles.first}>{t('theFirstVersion')}</span>
        )}
        {!present && !version.deleted && (
          <Button size="small" icon={History} busy={busy} disabled={readOnly} onClick={() => void restore()}>
            {t('restoreVVersion', { version: version.version })}
          </Button>
        )}
      </div>
      <StateDiff before={against} after={version} />
    </div>
  )
}
