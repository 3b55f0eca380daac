import { ConfirmDialog } from '#ui/confirm-dialog'
import { productionStore } from '../api/production-guard.ts'
import { wordsOf } from '../words/words.ts'

const t = wordsOf('connections')

/** Before an act that destroys on a connection that is marked production: its name has to be typed. */
export const ProductionDialog = () => {
  const asked = productionStore((state) => state.asked)
  if (asked === null) return null
  return (
    <ConfirmDialog
      open
      onClose={() => asked.answer(false)}
      title={asked.title}
      detail={t('nameIsMarkedProduction', { name: asked.name, detail: asked.detail })}
      confirmLabel={asked.confirmLabel}
      danger
      typeToConfirm={asked.name}
      onConfirm={() => asked.answer(true)}
    />
  )
}
