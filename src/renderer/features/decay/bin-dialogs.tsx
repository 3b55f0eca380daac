import { useState } from 'react'
import { ConfirmDialog } from '#ui/confirm-dialog'
import { useProductionName } from '../../api/production-guard.ts'
import { useDecayMutations } from '../../api/use-decay-mutations.ts'
import { wordsOf } from '../../words/words.ts'
import { useDecayStore } from './decay-store.ts'

const t = wordsOf('decay')

const close = (): void => useDecayStore.setState({ dialog: null })

/** What asks before something goes for good. */
export const BinDialogs = ({ namespace }: { readonly namespace: string }) => {
  const { dialog, chosenInBin } = useDecayStore()
  const { purge, emptyBin } = useDecayMutations()
  const [busy, setBusy] = useState(false)
  const production = useProductionName()
  const run = async (call: Promise<boolean>): Promise<void> => {
    setBusy(true)
    const done = await call
    setBusy(false)
    if (done) useDecayStore.setState({ dialog: null, chosenInBin: new Map() })
  }
  const count = t('countMemories', { count: chosenInBin.size })
  return (
    <>
      <ConfirmDialog
        open={dialog === 'purge'}
        onClose={close}
        title={t('deleteCountForGood', { count })}
        detail={t('theyGoWithTheirVersions')}
        confirmLabel={t('deleteForGood')}
        danger
        {...(production !== null && { typeToConfirm: production })}
        busy={busy}
        onConfirm={() => void run(purge({ namespace, coordinates: [...chosenInBin.values()] }))}
      />
      <ConfirmDialog
        open={dialog === 'empty'}
        onClose={close}
        title={t('emptyTheBinOfNamespace', { namespace })}
        detail={t('allThatLiesInIt')}
        confirmLabel={t('emptyTheBin')}
        danger
        typeToConfirm={production ?? namespace}
        busy={busy}
        onConfirm={() => void run(emptyBin({ namespace, confirm: namespace }))}
      />
    </>
  )
}
