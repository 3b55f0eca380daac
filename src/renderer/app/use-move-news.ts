import { useEffect } from 'react'
import { describeError } from '../api/describe-error.ts'
import { moveStore, showMove } from '../api/move-store.ts'
import { formatCount } from '../ui/format-number.ts'
import { wordsOf } from '../words/words.ts'
import { toast, workspace } from '../workspace/use-workspace.ts'

const t = wordsOf('connections')

/** Opens what there is to be seen of a move, from wherever. */
export const openMove = (id: string): void => {
  showMove(id)
  workspace.getState().go({ screen: 'settings' })
}

/** Tells what came of a move to who looked away from it. A cancel is no news: somebody asked for it. */
export const useMoveNews = (): void => {
  useEffect(
    () =>
      moveStore.subscribe(({ state, shown }, before) => {
        if (state === before.state || shown !== null) return
        if (state.is !== 'done' && (state.is !== 'failed' || state.isCancelled)) return
        const { target } = state
        const show = { label: t('show'), run: () => openMove(target.id) }
        if (state.is === 'failed') {
          const title = t('notMovedToName', { name: target.name })
          toast({ title, detail: describeError(state.error).sentence, tone: 'error', actions: [show] })
          return
        }
        const { memories, tables } = state.result
        toast({
          title: t('movedToName', { name: target.name }),
          detail: t('everyRowIsTheSame', { memories: formatCount(memories), tables: tables.length }),
          tone: 'good',
          actions: [show],
        })
      }),
    [],
  )
}
