import type { WatchMark } from '#contract/quality'
import type { ChangeEffect, MemoryStore } from '../../ports.ts'

type Source = Pick<MemoryStore, 'effectsAfter' | 'changeParts' | 'seq'>

const PAGE = 500
/** Behind more changes than that, the rest is passed over: marks are a help, no record. */
const MOST_PAGES = 20
/** Of settings these move what searches find, or what is measured. */
const MOVING = /^(vector|quality)\./
/** Parts of one import are one mark. */
const SAME_IMPORT_SECONDS = 600

/** What happened in a namespace after a change, as far as it may move recall. */
export const marksSince = async (
  store: Source,
  namespace: string,
  since: number,
): Promise<{ readonly marks: WatchMark[]; readonly seq: number }> => {
  const marks: WatchMark[] = []
  let seq = since
  for (let page = 0; page < MOST_PAGES; page++) {
    const effects = await store.effectsAfter(seq, PAGE)
    for (const effect of effects) {
      const mark = await markOf(store, namespace, effect)
      if (mark !== null) append(marks, mark)
      seq = effect.change.seq
    }
    if (effects.length < PAGE) return { marks, seq }
  }
  return { marks, seq: await store.seq() }
}

const append = (marks: WatchMark[], mark: WatchMark): void => {
  const last = marks.at(-1)
  const isSame = mark.kind === 'import' && last?.kind === 'import' && mark.at - last.at < SAME_IMPORT_SECONDS
  if (!isSame) marks.push(mark)
}

const markOf = async (
  store: Source,
  namespace: string,
  { change, artefacts }: ChangeEffect,
): Promise<WatchMark | null> => {
  const { seq, at, author, action } = change
  const about = { at, seq, author }
  if (change.namespace === namespace && action === 'import') {
    return { ...about, kind: 'import', text: 'Memories were imported' }
  }
  if (change.namespace !== '') return null
  if (action === 'embedder') return { ...about, kind: 'embedder', text: 'Another embedder answers' }
  if (!artefacts.includes('setting')) return null
  const parts = await store.changeParts(seq, 20)
  const moved = (parts?.others ?? []).filter(({ kind, id }) => kind === 'setting' && MOVING.test(id))
  if (moved.length === 0) return null
  const words = moved.map(({ id, before, after }) => `${id} ${chosen(before)} → ${chosen(after)}`)
  return { ...about, kind: 'setting', text: words.join(', ') }
}

const chosen = (state: string | null): string =>
  state === null ? 'default' : String((JSON.parse(state) as { value: unknown }).value)
