import { useQuery } from '@tanstack/react-query'
import { useSomaQueries } from '../../api/client-context.tsx'
import { formatBytes } from '../../ui/format-bytes.ts'
import { SettingsRow, SettingsSection } from './settings-section.tsx'

const EDITIONS = { desktop: 'Desktop app', browser: 'Browser edition' } as const

export const AboutSettings = () => {
  const { data: info } = useQuery(useSomaQueries().app.info())
  return (
    <SettingsSection title="About">
      <SettingsRow
        name="Soma Inspector"
        detail={info && `Version ${info.version}, ${EDITIONS[info.edition]}`}
      />
      <SettingsRow name="Largest payload" detail={info && formatBytes(info.maxPayloadBytes)} />
    </SettingsSection>
  )
}
