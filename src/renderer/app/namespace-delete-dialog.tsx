import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ConfirmDialog } from '#ui/confirm-dialog'
import { useClient, useSomaQueries } from '../api/client-context.tsx'
import { describeError } from '../api/describe-error.ts'
import { formatCount, formatPlural } from '../ui/format-number.ts'
import { closeOverlay } from '../workspace/overlay.ts'
import { toast } from '../workspace/use-workspace.ts'

export const NamespaceDeleteDialog = ({ namespace }: { readonly namespace: string }) => {
  const client = useClient()
  const queryClient = useQueryClient()
  const { data: namespaces = [] } = useQuery(useSomaQueries().namespaces.list())
  const [busy, setBusy] = useState(false)
  const counts = namespaces.find(({ name }) => name === namespace)
  const living = formatPlural(counts?.memories ?? 0, 'memory', 'memories')
  const inBin = counts?.bin ? ` and ${formatCount(counts.bin)} in the bin` : ''

  const remove = async (): Promise<void> => {
    setBusy(true)
    try {
      const { removed, seq } = await client.namespaces.remove({ name: namespace, confirm: namespace })
      closeOverlay()
      await queryClient.invalidateQueries()
      toast({
        title: `Deleted “${namespace}” with ${formatPlural(removed, 'memory', 'memories')}`,
        ...(seq !== null && { undo: { seq } }),
      })
    } catch (error) {
      toast({ title: 'Not deleted', detail: describeError(error).sentence, tone: 'error' })
    } finally {
      setBusy(false)
    }
  }
  return (
    <ConfirmDialog
      open
      onClose={closeOverlay}
      title={`Delete the namespace “${namespace}”?`}
      detail={`${living}${inBin} go with it, with their versions and links. Undo brings all of it back, and so does “Deleted namespaces” for as long as deleted memories are kept.`}
      confirmLabel="Delete namespace"
      danger
      typeToConfirm={namespace}
      busy={busy}
      onConfirm={() => void remove()}
    />
  )
}
