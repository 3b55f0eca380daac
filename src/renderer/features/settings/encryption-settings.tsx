import { useQuery } from '@tanstack/react-query'
import { Lock, LockOpen } from 'lucide-react'
import type { EncryptionState } from '#contract/app'
import { unreachable } from '#contract/unreachable'
import { Badge } from '#ui/badge'
import { useSomaQueries } from '../../api/client-context.tsx'
import { wordsOf } from '../../words/words.ts'
import { SettingsRow, SettingsSection } from './settings-section.tsx'

const t = wordsOf('settings')

const fieldsText = (fields: '*' | readonly string[]): string =>
  fields === '*' ? t('theWholePayload') : fields.join(', ')

const StateBadge = ({ encryption }: { readonly encryption: EncryptionState }) => {
  if (encryption.state === 'off') return <Badge icon={LockOpen}>{t('off')}</Badge>
  if (encryption.state === 'locked') {
    return (
      <Badge tone="warning" icon={Lock}>
        {t('locked')}
      </Badge>
    )
  }
  return (
    <Badge tone="good" icon={Lock}>
      {t('on')}
    </Badge>
  )
}

const stateText = (encryption: EncryptionState): string => {
  switch (encryption.state) {
    case 'off':
      return t('payloadsAreStoredInThe')
    case 'locked':
      return t('theKeyWasNotGiven')
    case 'on':
      return encryption.isComplete ? t('theseFieldsAreEncryptedIn') : t('newMemoriesAreEncryptedOlder')
    default:
      return unreachable(encryption)
  }
}

/** What is protected, and what is not: nobody should have to find that out afterwards. */
export const EncryptionSettings = () => {
  const { data: status } = useQuery(useSomaQueries().app.status())
  const encryption = status?.encryption
  if (encryption === undefined) return null
  return (
    <SettingsSection title={t('encryption')}>
      <SettingsRow name={t('payloadFieldsAtRest')} detail={stateText(encryption)}>
        <StateBadge encryption={encryption} />
      </SettingsRow>
      {encryption.state !== 'off' && (
        <SettingsRow
          name={t('fields')}
          detail={<span className="mono">{fieldsText(encryption.fields)}</span>}
        />
      )}
      <SettingsRow name={t('notEncrypted')} detail={t('otherFieldsCoordinatesTimesLinks')} />
    </SettingsSection>
  )
}
