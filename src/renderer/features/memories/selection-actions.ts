import type { MemoryType } from '#contract/memory'
import type { MemoryMutations } from '../../api/memory-mutations.ts'
import { copyText } from '../../ui/copy-text.ts'
import { wordsOf } from '../../words/words.ts'
import type { Coordinate } from '../../workspace/location.ts'
import { requestMerge } from '../../workspace/merge-request.ts'
import { openOverlay } from '../../workspace/overlay.ts'
import type { ToastInput } from '../../workspace/toast.ts'

const t = wordsOf('memories')

export interface SelectionPorts {
  readonly namespace: string
  readonly selection: readonly Coordinate[]
  readonly mutations: MemoryMutations
  readonly toast: (input: ToastInput) => unknown
}

const copyCoordinates = async ({ selection, toast }: SelectionPorts): Promise<void> => {
  const text = selection.map((coordinate) => coordinate.join(', ')).join('\n')
  const done = await copyText(text)
  toast(
    done
      ? { title: t('copiedCountCoordinates', { count: selection.length }) }
      : { title: t('theClipboardRefusedTheText'), tone: 'error' },
  )
}

/** What can be done with the chosen memories: each is one change, one toast and one Undo. */
export const createSelectionActions = (ports: SelectionPorts) => {
  const { namespace, selection, mutations } = ports
  const places = { namespace, coordinates: selection.map((coordinate) => [...coordinate]) }
  return {
    pin: (pinned: boolean) => void mutations.updateMany({ ...places, set: { pinned } }),
    setType: (type: MemoryType) => void mutations.updateMany({ ...places, set: { type } }),
    setImportance: (importance: number) => void mutations.updateMany({ ...places, set: { importance } }),
    remove: () => mutations.remove(places),
    restore: () => void mutations.restore(places),
    merge: () => requestMerge(selection),
    copy: () => void copyCoordinates(ports),
    exportThem: () => openOverlay({ kind: 'export', namespace, selection }),
    share: () => openOverlay({ kind: 'memory-share', namespace, coordinates: selection }),
  }
}

export type SelectionActions = ReturnType<typeof createSelectionActions>
