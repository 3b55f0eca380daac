import { useQuery } from '@tanstack/react-query'
import { Lock, LockOpen } from 'lucide-react'
import type { EncryptionState } from '#contract/app'
import { unreachable } from '#contract/unreachable'
import { Badge } from '#ui/badge'
import { useSomaQueries } from '../../api/client-context.tsx'
import { SettingsRow, SettingsSection } from './settings-section.tsx'

const fieldsText = (fields: '*' | readonly string[]): string =>
  fields === '*' ? 'The whole payload' : fields.join(', ')

const StateBadge = ({ encryption }: { readonly encryption: EncryptionState }) => {
  if (encryption.state === 'off') return <Badge icon={LockOpen}>Off</Badge>
  if (encryption.state === 'locked') {
    return (
      <Badge tone="warning" icon={Lock}>
        Locked
      </Badge>
    )
  }
  return (
    <Badge tone="good" icon={Lock}>
      On
    </Badge>
  )
}

const HOW_ON =
  'Make a key with "soma key new", name it in the setting memory_enterprise.encryption_key, start again, and run "soma key seal" for what is stored already.'

const stateText = (encryption: EncryptionState): string => {
  switch (encryption.state) {
    case 'off':
      return `Payloads are stored in the clear. ${HOW_ON}`
    case 'locked':
      return 'The key was not given, or is another one: encrypted fields can be neither read nor written. Start with memory_enterprise.encryption_key.'
    case 'on':
      return encryption.isComplete
        ? 'These fields are encrypted in the database, its log, its versions and new backups.'
        : 'New memories are encrypted; older ones may still be in the clear. Close the app and run "soma key seal".'
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
    <SettingsSection title="Encryption">
      <SettingsRow name="Payload fields at rest" detail={stateText(encryption)}>
        <StateBadge encryption={encryption} />
      </SettingsRow>
      {encryption.state !== 'off' && (
        <SettingsRow name="Fields" detail={<span className="mono">{fieldsText(encryption.fields)}</span>} />
      )}
      <SettingsRow
        name="Not encrypted"
        detail="Other fields, coordinates, times, links, names, and the vectors, which tell roughly what a text is about. Encrypted fields are found by meaning, not by their words or by filters."
      />
    </SettingsSection>
  )
}
