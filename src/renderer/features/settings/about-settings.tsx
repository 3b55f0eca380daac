import { useQuery } from '@tanstack/react-query'
import { useSomaQueries } from '../../api/client-context.tsx'
import { formatBytes } from '../../ui/format-bytes.ts'
import { wordsOf } from '../../words/words.ts'
import { SettingsRow, SettingsSection } from './settings-section.tsx'

const t = wordsOf('settings')

const EDITIONS = {
  get desktop() {
    return t('desktopApp')
  },
  get browser() {
    return t('browserEdition')
  },
} as const

export const AboutSettings = () => {
  const { data: info } = useQuery(useSomaQueries().app.info())
  return (
    <SettingsSection title={t('about')}>
      <SettingsRow
        name="Soma Inspector"
        detail={
          info && t('versionVersionEdition', { version: info.version, edition: EDITIONS[info.edition] })
        }
      />
      <SettingsRow name={t('largestPayload')} detail={info && formatBytes(info.maxPayloadBytes)} />
    </SettingsSection>
  )
}
