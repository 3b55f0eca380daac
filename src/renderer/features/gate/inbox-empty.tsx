import { useQuery } from '@tanstack/react-query'
import { Inbox } from 'lucide-react'
import { EmptyState } from '#ui/empty-state'
import { useSomaQueries } from '../../api/client-context.tsx'
import { formatCount } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import { GateSwitch } from './gate-switch.tsx'

const t = wordsOf('gate')

export const InboxEmpty = ({ dropped }: { readonly dropped: number }) => {
  const { data: settings } = useQuery(useSomaQueries().gate.settings())
  const gone = dropped > 0 ? t('droppedAreGoneForGood', { dropped: formatCount(dropped) }) : ''
  if (settings === undefined) return null
  return settings.isOn ? (
    <EmptyState
      icon={Inbox}
      title={t('noWriteWasStopped')}
      detail={t('writesThatSayNothingNew', { inboxLimit: formatCount(settings.inboxLimit), gone })}
    />
  ) : (
    <EmptyState
      icon={Inbox}
      title={t('theGateIsOff')}
      detail={t('everyWriteIsStoredAlso', { gone })}
      action={<GateSwitch isOn={false} size="normal" />}
    />
  )
}
