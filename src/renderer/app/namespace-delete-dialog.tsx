import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ConfirmDialog } from '#ui/confirm-dialog'
import { useClient, useSomaQueries } from '../api/client-context.tsx'
import { describeError } from '../api/describe-error.ts'
import { useProductionName } from '../api/production-guard.ts'
import { wordsOf } from '../words/words.ts'
import { closeOverlay } from '../workspace/overlay.ts'
import { toast } from '../workspace/use-workspace.ts'

const t = wordsOf('shell')

export const NamespaceDeleteDialog = ({ namespace }: { readonly namespace: string }) => {
  const client = useClient()
  const queryClient = useQueryClient()
  const { data: namespaces = [] } = useQuery(useSomaQueries().namespaces.list())
  const [busy, setBusy] = useState(false)
  const production = useProductionName()
  const counts = namespaces.find(({ name }) => name === namespace)

  const remove = async (): Promise<void> => {
    setBusy(true)
    try {
      const { removed, seq } = await client.namespaces.remove({ name: namespace, confirm: namespace })
      closeOverlay()
      await queryClient.invalidateQueries()
      toast({
        title: t('deletedNamespaceWithCountMemories', { namespace, count: removed }),
        ...(seq !== null && { undo: { seq } }),
      })
    } catch (error) {
      toast({ title: t('notDeleted'), detail: describeError(error).sentence, tone: 'error' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <ConfirmDialog
      open
      onClose={closeOverlay}
      title={t('deleteTheNamespaceNamespace', { namespace })}
      detail={t('goesWithIt', { count: counts?.memories ?? 0, bin: counts?.bin ?? 0 })}
      confirmLabel={t('deleteNamespace')}
      danger
      typeToConfirm={production ?? namespace}
      busy={busy}
      onConfirm={() => void remove()}
    />
  )
}
