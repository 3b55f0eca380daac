import { useQuery } from '@tanstack/react-query'
import { FileWarning, ScrollText } from 'lucide-react'
import type { AuditState } from '#contract/app'
import { Badge } from '#ui/badge'
import { useSomaQueries } from '../../api/client-context.tsx'
import { formatBytes } from '../../ui/format-bytes.ts'
import { formatPlural } from '../../ui/format-number.ts'
import { PathRow } from './path-row.tsx'
import { SettingsRow, SettingsSection } from './settings-section.tsx'

const StateBadge = ({ enabled, problem }: AuditState) => {
  if (problem !== null) {
    return (
      <Badge tone="warning" icon={FileWarning}>
        Not written
      </Badge>
    )
  }
  return enabled ? (
    <Badge tone="good" icon={ScrollText}>
      On
    </Badge>
  ) : (
    <Badge icon={ScrollText}>Off</Badge>
  )
}

const stateText = ({ enabled, bytes, waiting, dropped, problem }: AuditState): string => {
  const lost = dropped > 0 ? ` ${formatPlural(dropped, 'line')} had to be given up.` : ''
  if (problem !== null) {
    return `The file cannot be written: ${problem}. ${formatPlural(waiting, 'line')} wait and are tried again; memories are stored as ever.${lost}`
  }
  if (!enabled) return 'Nobody writes down who changed and recalled what.'
  return `A line for each change and each recall: who, when and which memories, never what stands in them. ${formatBytes(bytes)} so far.${lost}`
}

/** Whether it is written is the one thing that a log cannot tell by itself. */
export const AuditSettings = () => {
  const { data: status } = useQuery(useSomaQueries().app.status())
  const audit = status?.audit
  if (audit === undefined) return null
  return (
    <SettingsSection title="Audit log">
      <SettingsRow name="State" detail={stateText(audit)}>
        <StateBadge {...audit} />
      </SettingsRow>
      <PathRow name="File" path={audit.path} />
    </SettingsSection>
  )
}
