import { useQuery } from '@tanstack/react-query'
import { Lock } from 'lucide-react'
import { useMemo } from 'react'
import { Badge } from '#ui/badge'
import { useSomaQueries } from '../../api/client-context.tsx'
import { wordsOf } from '../../words/words.ts'
import { topLevelKeys } from './top-level-keys.ts'

const t = wordsOf('inspector')

/** Says which fields of a payload rest encrypted. */
export const SealedBadge = ({ payload }: { readonly payload: string }) => {
  const { data: status } = useQuery(useSomaQueries().app.status())
  const keys = useMemo(() => topLevelKeys(payload), [payload])
  const encryption = status?.encryption
  if (encryption === undefined || encryption.state === 'off') return null
  // Then this one may be of before, and nothing is claimed.
  if (encryption.state === 'on' && !encryption.isComplete) return null
  const { fields, state } = encryption
  const sealed = fields === '*' ? ['payload'] : keys.filter((key) => fields.includes(key))
  if (sealed.length === 0) return null
  const isLocked = state === 'locked'
  return (
    <Badge tone={isLocked ? 'warning' : 'plain'} icon={Lock}>
      {sealed.join(', ')} {isLocked ? t('locked') : t('encrypted')}
    </Badge>
  )
}
