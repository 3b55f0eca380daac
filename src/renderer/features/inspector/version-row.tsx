import { ChevronRight } from 'lucide-react'
import type { MemoryVersion } from '#contract/memory'
import { Badge } from '#ui/badge'
import { TimeLabel } from '#ui/time-label'
import { told } from '../../words/told.ts'
import { wordsOf } from '../../words/words.ts'
import styles from './version-row.module.css'

const t = wordsOf('inspector')

interface VersionRowProps {
  readonly version: MemoryVersion
  readonly present: boolean
  readonly open: boolean
  readonly onToggle: () => void
}

export const VersionRow = ({ version, present, open, onToggle }: VersionRowProps) => (
  <button type="button" className={styles.row} aria-expanded={open} onClick={onToggle}>
    <ChevronRight size={14} aria-hidden className={styles.twist} />
    <span className={styles.number}>{t('vVersion', { version: version.version })}</span>
    <span className={styles.words}>
      <span className={styles.action}>
        {told(version.action)} <span className={styles.by}>{t('byAuthor', { author: version.author })}</span>
      </span>
      {version.reason && <span className={styles.reason}>{told(version.reason)}</span>}
    </span>
    {present && <Badge tone="accent">{t('now')}</Badge>}
    {version.deleted && <Badge tone="decayed">{t('bin')}</Badge>}
    <span className={styles.time}>
      <TimeLabel seconds={version.at} />
    </span>
  </button>
)
