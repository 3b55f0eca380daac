import { useQuery } from '@tanstack/react-query'
import { FileWarning, ScrollText } from 'lucide-react'
import type { AuditState } from '#contract/app'
import { Badge } from '#ui/badge'
import { useSomaQueries } from '../../api/client-context.tsx'
import { formatBytes } from '../../ui/format-bytes.ts'
import { told } from '../../words/told.ts'
import { wordsOf } from '../../words/words.ts'
import { PathRow } from './path-row.tsx'
import { SettingsRow, SettingsSection } from './settings-section.tsx'

const t = wordsOf('settings')

const StateBadge = ({ enabled, problem }: AuditState) => {
  if (problem !== null) {
    return (
      <Badge tone="warning" icon={FileWarning}>
        {t('notWritten')}
      </Badge>
    )
  }
  return enabled ? (
    <Badge tone="good" icon={ScrollText}>
      {t('on')}
    </Badge>
  ) : (
    <Badge icon={ScrollText}>{t('off')}</Badge>
  )
}

const stateText = ({ enabled, bytes, waiting, dropped, problem }: AuditState): string => {
  const lost = dropped > 0 ? ` ${t('linesGivenUp', { count: dropped })}` : ''
  if (problem !== null) {
    return t('theFileCannotBeWritten', { problem: told(problem), count: waiting }) + lost
  }
  if (!enabled) return t('nobodyWritesDownWhoChanged')
  return t('aLineForEachChange', { bytes: formatBytes(bytes) }) + lost
}

/** Whether it is written is the one thing that a log cannot tell by itself. */
export const AuditSettings = () => {
  const { data: status } = useQuery(useSomaQueries().app.status())
  const audit = status?.audit
  if (audit === undefined) return null
  return (
    <SettingsSection title={t('auditLog')}>
      <SettingsRow name={t('state')} detail={stateText(audit)}>
        <StateBadge {...audit} />
      </SettingsRow>
      <PathRow name={t('file')} path={audit.path} />
    </SettingsSection>
  )
}
