import { useState } from 'react'
import { ConfirmDialog } from '#ui/confirm-dialog'
import { useClient } from '../../../api/client-context.tsx'
import { describeError } from '../../../api/describe-error.ts'
import { useProductionName } from '../../../api/production-guard.ts'
import { wordsOf } from '../../../words/words.ts'
import { toast } from '../../../workspace/use-workspace.ts'

const t = wordsOf('secondStore')

interface NamespaceDialogProps {
  readonly namespace: string
  readonly onClose: () => void
}

/** Asks before a collection is made beside one that stays as it is. */
export const BesideDialog = ({ namespace, onClose }: NamespaceDialogProps) => {
  const { stores } = useClient()
  const production = useProductionName()
  const [isBusy, setBusy] = useState(false)
  const make = async (): Promise<void> => {
    setBusy(true)
    try {
      const { collection } = await stores.beside({ namespace })
      toast({ title: t('madeCollection', { collection }), detail: t('memoriesAreToldToIt'), tone: 'good' })
    } catch (error) {
      toast({ title: t('notMade'), detail: describeError(error).sentence, tone: 'error' })
    }
    onClose()
  }
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t('makeACollectionBeside', { namespace })}
      detail={t('theOneThatIsThere')}
      confirmLabel={t('makeIt')}
      {...(production !== null && { typeToConfirm: production })}
      busy={isBusy}
      onConfirm={() => void make()}
    />
  )
}
