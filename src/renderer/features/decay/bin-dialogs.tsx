import { useState } from 'react'
import { ConfirmDialog } from '#ui/confirm-dialog'
import { useDecayMutations } from '../../api/use-decay-mutations.ts'
import { formatPlural } from '../../ui/format-number.ts'
import { useDecayStore } from './decay-store.ts'

const close = (): void => useDecayStore.setState({ dialog: null })

/** What asks before something goes for good. */
export const BinDialogs = ({ namespace }: { readonly namespace: string }) => {
  const { dialog, chosenInBin } = useDecayStore()
  const { purge, emptyBin } = useDecayMutations()
  const [busy, setBusy] = useState(false)
  const run = async (call: Promise<boolean>): Promise<void> => {
    setBusy(true)
    const done = await call
    setBusy(false)
    if (done) useDecayStore.setState({ dialog: null, chosenInBin: new Map() })
  }
  const count = formatPlural(chosenInBin.size, 'memory', 'memories')
  return (
    <>
      <ConfirmDialog
        open={dialog === 'purge'}
        onClose={close}
        title={`Delete ${count} for good?`}
        detail="They go with their versions and links. This cannot be undone."
        confirmLabel="Delete for good"
        danger
        busy={busy}
        onConfirm={() => void run(purge({ namespace, coordinates: [...chosenInBin.values()] }))}
      />
      <ConfirmDialog
        open={dialog === 'empty'}
        onClose={close}
        title={`Empty the bin of “${namespace}”?`}
        detail="All that lies in it is deleted for good, with its versions and links. This cannot be undone."
        confirmLabel="Empty the bin"
        danger
        typeToConfirm={namespace}
        busy={busy}
        onConfirm={() => void run(emptyBin({ namespace, confirm: namespace }))}
      />
    </>
  )
}
