import { createStore, type StoreApi } from 'zustand/vanilla'
import { parseDeepLink } from '#contract/deep-link'
import { wordsOf } from '../words/words.ts'
import {
  type ChangeMark,
  type ChangeStacks,
  dropped,
  NO_CHANGES,
  recorded,
  redone,
  settled,
} from './change-stack.ts'
import {
  type Coordinate,
  formatLocation,
  type Location,
  linkIn,
  parseLocation,
  sameCoordinate,
  sameLocation,
} from './location.ts'
import { loadPreferences, type Preferences, type Store, savePreferences } from './preferences.ts'
import { MAX_TOASTS, type Toast, type ToastInput } from './toast.ts'

const t = wordsOf('shell')
const system = wordsOf('system')

/** The browser's history, as far as it is used; a test hands in an array. */
export interface Address {
  hash(): string
  /** Position that was stored with the present entry, or null for one that the window did not write. */
  index(): number | null
  push(hash: string, index: number): void
  replace(hash: string, index: number): void
  back(): void
  forward(): void
  onMove(listener: () => void): () => void
}

export interface WorkspaceState extends Location {
  readonly preferences: Preferences
  /** Chosen memories, in the order of the view that chose them. Holds `at` whenever that is set. */
  readonly selection: readonly Coordinate[]
  readonly toasts: readonly Toast[]
  readonly changes: ChangeStacks
  readonly canGoBack: boolean
  readonly canGoForward: boolean

  /** Go somewhere: a new entry for back and forward. Parts that are not named stay, except `at` on a new namespace. */
  go(to: Partial<Location>): void
  /** Choose memories in place, without a new entry: for arrow keys and checkboxes. */
  select(coordinates: readonly Coordinate[], active?: Coordinate | null): void
  /** Go to a memory and show it in the inspector. */
  openMemory(at: Coordinate, to?: Partial<Location>): void
  /** Another namespace in place of one that is gone or was renamed: nothing to go back to. */
  replaceNamespace(namespace: string): void
  back(): void
  forward(): void
  setPreferences(values: Partial<Preferences>): void
  toast(input: ToastInput): number
  dismissToast(id: number): void
  /** Change `seq` was undone by change `by`: an undo where it stood on the undo stack, a redo on the other. */
  recordUndo(seq: number, by: ChangeMark): void
  /** Change `by` put in force again what `undo` had undone. */
  recordRedo(undo: number, by: ChangeMark): void
  dropChange(seq: number): void
}

export type Workspace = StoreApi<WorkspaceState>

const selectionFor = (selection: readonly Coordinate[], at: Coordinate | null): readonly Coordinate[] => {
  if (at === null) return []
  return selection.some((one) => sameCoordinate(one, at)) ? selection : [at]
}

const REFUSED = {
  get title() {
    return t('linkNotOpened')
  },
  /** What came is not repeated, as anybody may have written it. */
  get detail() {
    return system('thisIsNoLinkToA')
  },
  tone: 'error',
} as const

const isRefused = (hash: string): boolean => {
  const link = linkIn(hash)
  return link !== null && parseDeepLink(link) === null
}

export const createWorkspace = (address: Address, store: Store): Workspace => {
  const preferences = loadPreferences(store)
  const found = parseLocation(address.hash())
  const fresh = address.hash().replace(/^#\/?/, '') === ''
  const start: Location = fresh
    ? { namespace: preferences.lastNamespace, screen: preferences.lastScreen, at: null }
    : found
  let index = address.index() ?? 0
  // Entries after the present one are only known to exist while the window wrote them itself.
  let last = index
  let toastId = 0

  const workspace = createStore<WorkspaceState>()((set, get) => {
    const place = (next: Location, write: 'push' | 'replace'): void => {
      const before = get()
      if (sameLocation(before, next)) return
      if (write === 'push') {
        index += 1
        last = index
      }
      address[write](formatLocation(next), index)
      set({
        ...next,
        selection: selectionFor(before.namespace === next.namespace ? before.selection : [], next.at),
        canGoBack: index > 0,
        canGoForward: index < last,
      })
      remember({ lastNamespace: next.namespace, lastScreen: next.screen })
    }
    const remember = (values: Partial<Preferences>): void => {
      const next = { ...get().preferences, ...values }
      set({ preferences: next })
      savePreferences(store, next)
    }

    return {
      ...start,
      preferences,
      selection: selectionFor([], start.at),
      toasts: isRefused(address.hash()) ? [{ ...REFUSED, id: 0 }] : [],
      changes: NO_CHANGES,
      canGoBack: index > 0,
      canGoForward: false,

      go: (to) => {
        const { namespace, screen, at } = get()
        const moved = to.namespace !== undefined && to.namespace !== namespace
        place({ namespace, screen, at: moved ? null : at, ...to }, 'push')
      },
      select: (coordinates, active = coordinates.at(-1) ?? null) => {
        const { namespace, screen } = get()
        set({ selection: coordinates })
        place({ namespace, screen, at: active }, 'replace')
      },
      openMemory: (at, to = {}) => {
        remember({ inspectorOpen: true })
        get().go({ ...to, at })
      },
      replaceNamespace: (namespace) => place({ namespace, screen: get().screen, at: null }, 'replace'),
      back: () => address.back(),
      forward: () => address.forward(),
      setPreferences: remember,
      toast: (input) => {
        toastId += 1
        const toast: Toast = { tone: 'plain', ...input, id: toastId }
        const { undo, title } = input
        set((state) => ({
          toasts: [...state.toasts, toast].slice(-MAX_TOASTS),
          changes: undo ? recorded(state.changes, { ...undo, title }) : state.changes,
        }))
        return toastId
      },
      dismissToast: (id) => set((state) => ({ toasts: state.toasts.filter((toast) => toast.id !== id) })),
      recordUndo: (seq, by) =>
        set((state) => ({
          changes: settled(state.changes, seq, by),
          // Its Undo has been used.
          toasts: state.toasts.filter((toast) => toast.undo?.seq !== seq),
        })),
      recordRedo: (undo, by) => set((state) => ({ changes: redone(state.changes, undo, by) })),
      dropChange: (seq) => set((state) => ({ changes: dropped(state.changes, seq) })),
    }
  })

  address.replace(formatLocation(start), index)
  address.onMove(() => {
    if (isRefused(address.hash())) workspace.getState().toast(REFUSED)
    const next = parseLocation(address.hash())
    // An address typed by hand has no number yet: it stands after the one before it.
    const at = address.index()
    index = at ?? index + 1
    last = at === null ? index : Math.max(last, index)
    if (at === null) address.replace(formatLocation(next), index)
    workspace.setState((state) => ({
      ...next,
      selection: selectionFor(state.namespace === next.namespace ? state.selection : [], next.at),
      canGoBack: index > 0,
      canGoForward: index < last,
    }))
  })
  return workspace
}
