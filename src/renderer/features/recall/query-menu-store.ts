import { create } from 'zustand'

/** What the menu of the query box shows; null while it is closed. */
export type QueryMenuMode =
  | { readonly show: 'list' }
  | { readonly show: 'save' }
  | { readonly show: 'rename'; readonly name: string }

interface QueryMenuState {
  readonly mode: QueryMenuMode | null
  readonly open: (mode: QueryMenuMode | null) => void
}

/** Apart from the box, because commands open it too. */
export const useQueryMenu = create<QueryMenuState>((set) => ({
  mode: null,
  open: (mode) => set({ mode }),
}))
