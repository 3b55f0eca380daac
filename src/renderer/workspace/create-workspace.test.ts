import { describe, expect, it } from 'vitest'
import { type Address, createWorkspace } from './create-workspace.ts'
import type { Store } from './preferences.ts'

const memoryStore = (): Store & { readonly values: Map<string, string> } => {
  const values = new Map<string, string>()
  return {
    values,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
  }
}

const memoryAddress = (hash = ''): Address => {
  const entries: { hash: string; index: number | null }[] = [{ hash, index: null }]
  let now = 0
  let listener = (): void => {}
  const move = (by: number): void => {
    if (!entries[now + by]) return
    now += by
    listener()
  }
  return {
    hash: () => entries[now]!.hash,
    index: () => entries[now]!.index,
    push: (next, index) => {
      entries.splice(now + 1, Number.POSITIVE_INFINITY, { hash: next, index })
      now += 1
    },
    replace: (next, index) => {
      entries[now] = { hash: next, index }
    },
    back: () => move(-1),
    forward: () => move(1),
    onMove: (next) => {
      listener = next
      return () => {}
    },
  }
}

const open = (hash = '', store = memoryStore()) => {
  const address = memoryAddress(hash)
  return { address, store, workspace: createWorkspace(address, store), get: () => store }
}

describe('workspace', () => {
  it('reads where it is from the address', () => {
    const { workspace } = open('#/security-review/memories?at=1,2.5,-3')
    expect(workspace.getState()).toMatchObject({
      namespace: 'security-review',
      screen: 'memories',
      at: [1, 2.5, -3],
      selection: [[1, 2.5, -3]],
    })
  })

  it('opens the memory of a link in its address, and says once that it refuses one', () => {
    const linked = open('#soma://memory/notes/1,2.5,-3').workspace.getState()
    expect(linked).toMatchObject({ namespace: 'notes', screen: 'memories', at: [1, 2.5, -3], toasts: [] })
    const { workspace, address } = open('#soma://memory/notes/1?run=delete')
    expect(workspace.getState()).toMatchObject({ namespace: null, screen: 'recall', at: null })
    expect(workspace.getState().toasts.map(({ title }) => title)).toEqual(['Link not opened'])
    expect(address.hash()).toBe('#//recall')
  })

  it('goes back and forward through places, not through selections', () => {
    const { workspace } = open('#/a/recall')
    const w = () => workspace.getState()
    w().go({ screen: 'memories' })
    w().select([[1], [2]])
    w().select([[3]])
    w().openMemory([9])
    expect([w().at, w().canGoBack, w().canGoForward]).toEqual([[9], true, false])
    w().back()
    expect([w().screen, w().at, w().canGoForward]).toEqual(['memories', [3], true])
    w().back()
    expect([w().screen, w().at, w().canGoBack]).toEqual(['recall', null, false])
    w().forward()
    expect(w().at).toEqual([3])
    w().go({ screen: 'settings' })
    expect(w().canGoForward).toBe(false)
  })

  it('does not make an entry for the place it is in', () => {
    const { workspace } = open('#/a/recall')
    workspace.getState().go({ screen: 'recall' })
    expect(workspace.getState().canGoBack).toBe(false)
  })

  it('forgets the selection on another namespace', () => {
    const { workspace } = open('#/a/memories?at=1')
    workspace.getState().go({ namespace: 'b' })
    expect(workspace.getState()).toMatchObject({ namespace: 'b', at: null, selection: [] })
  })

  it('opens where it was closed', () => {
    const store = memoryStore()
    const first = open('', store)
    first.workspace.getState().go({ namespace: 'kept', screen: 'memories' })
    first.workspace.getState().setPreferences({ theme: 'dark', inspectorTab: 'links' })
    const second = open('', store).workspace.getState()
    expect(second).toMatchObject({ namespace: 'kept', screen: 'memories' })
    expect(second.preferences).toMatchObject({ theme: 'dark', inspectorTab: 'links' })
  })

  it('drops stored values that it does not understand', () => {
    const store = memoryStore()
    store.setItem(
      'soma.preferences',
      JSON.stringify({
        version: 1,
        values: { theme: 'pink', density: 'comfortable', inspectorTab: 4, x: 1 },
      }),
    )
    const { preferences } = open('', store).workspace.getState()
    expect(preferences).toMatchObject({ theme: 'system', density: 'comfortable', inspectorTab: 'payload' })
    expect(preferences).not.toHaveProperty('x')
    store.setItem('soma.preferences', '{broken')
    expect(open('', store).workspace.getState().preferences.theme).toBe('system')
  })

  it('keeps what can be undone and redone', () => {
    const { workspace } = open()
    const w = () => workspace.getState()
    const seqs = () => [w().changes.undo.map((c) => c.seq), w().changes.redo.map((c) => c.seq)]
    w().toast({ title: 'A', undo: { seq: 1 } })
    w().toast({ title: 'B', undo: { seq: 2 } })
    w().toast({ title: 'no change' })
    expect(seqs()).toEqual([[1, 2], []])
    w().recordUndo(2, { seq: 3, title: 'B' })
    expect(seqs()).toEqual([[1], [3]])
    w().recordUndo(3, { seq: 4, title: 'B' })
    expect(seqs()).toEqual([[1, 4], []])
    w().recordUndo(4, { seq: 5, title: 'B' })
    w().toast({ title: 'C', undo: { seq: 6 } })
    expect(seqs()).toEqual([[1, 6], []])
    w().dropChange(6)
    expect(seqs()).toEqual([[1], []])
  })

  it('takes a toast away once its Undo was used', () => {
    const { workspace } = open()
    const w = () => workspace.getState()
    w().toast({ title: 'A', undo: { seq: 1 } })
    w().toast({ title: 'B', undo: { seq: 2 } })
    w().recordUndo(1, { seq: 3, title: 'A' })
    expect(w().toasts.map((toast) => toast.title)).toEqual(['B'])
  })

  it('shows at most three toasts', () => {
    const { workspace } = open()
    for (const title of ['a', 'b', 'c', 'd']) workspace.getState().toast({ title })
    expect(workspace.getState().toasts.map((toast) => toast.title)).toEqual(['b', 'c', 'd'])
    workspace.getState().dismissToast(workspace.getState().toasts[0]!.id)
    expect(workspace.getState().toasts).toHaveLength(2)
  })
})
