import { create } from 'zustand'

export interface PayloadDraftState {
  readonly text: string
  /** The text that editing began with. */
  readonly base: string
  readonly version: number
}

interface DraftStore {
  /** By id of the memory. */
  readonly drafts: Readonly<Record<string, PayloadDraftState>>
  readonly keep: (id: string, draft: PayloadDraftState) => void
  readonly drop: (id: string) => void
}

/** Unsaved payloads of this window. */
export const draftStore = create<DraftStore>((set) => ({
  drafts: {},
  keep: (id, draft) => set((state) => ({ drafts: { ...state.drafts, [id]: draft } })),
  drop: (id) =>
    set((state) => {
      const { [id]: _, ...drafts } = state.drafts
      return { drafts }
    }),
}))
