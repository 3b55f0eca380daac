import { useQuery } from '@tanstack/react-query'
import { Inbox } from 'lucide-react'
import { EmptyState } from '#ui/empty-state'
import { useSomaQueries } from '../../api/client-context.tsx'
import { formatCount } from '../../ui/format-number.ts'
import { GateSwitch } from './gate-switch.tsx'

export const InboxEmpty = ({ dropped }: { readonly dropped: number }) => {
  const { data: settings } = useQuery(useSomaQueries().gate.settings())
  const gone = dropped > 0 ? ` ${formatCount(dropped)} are gone for good: the inbox was full.` : ''
  if (settings === undefined) return null
  return settings.isOn ? (
    <EmptyState
      icon={Inbox}
      title="No write was stopped"
      detail={`Writes that say nothing new come here, with what they are like. Up to ${formatCount(settings.inboxLimit)} are kept.${gone}`}
    />
  ) : (
    <EmptyState
      icon={Inbox}
      title="The gate is off"
      detail={`Every write is stored, also one that says what is there already. On, the gate keeps such writes here until you say what becomes of them.${gone}`}
      action={<GateSwitch isOn={false} size="normal" />}
    />
  )
}
