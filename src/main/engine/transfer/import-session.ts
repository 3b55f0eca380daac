import type { Fault, ImportCounts, ImportMode } from '#contract/imports'
import type { Journal } from '../journal/journal.ts'
import type { Hooks } from '../life/hooks.ts'
import { memoryId } from '../memory/coordinate.ts'
import type { Memories } from '../memory/memories.ts'
import type { Namespaces } from '../memory/namespaces.ts'
import type { PayloadLimits } from '../memory/payload.ts'
import type { Clock, LinkDraft, MemoryStore, Mutation } from '../ports.ts'
import { idOf } from './file-memory.ts'
import type { ImportFiles } from './import-ports.ts'
import { type ImportRecord, keptName, NO_COUNTS } from './import-record.ts'
import { endless, isEndless, isSameLink, nameOf } from './met-link.ts'
import { inputOf, type Met, type Placed, verdictOf, versionsToCome } from './met-memory.ts'
import type { ImportEnd, ImportLink, ImportMemory } from './records.ts'

export const ACTION = 'import'
/** Memories that are read at once to see whether the file has them. */
const READ_AT_ONCE = 250

export interface ImportParts {
  readonly store: MemoryStore
  readonly files: ImportFiles
  readonly memories: Pick<Memories, 'storeMany'>
  readonly namespaces: Pick<Namespaces, 'create'>
  readonly journal: Pick<Journal, 'commit' | 'undo'>
  readonly hooks: Pick<Hooks, 'around'>
  readonly clock: Clock
  readonly limits: PayloadLimits
}

export interface SessionQuery {
  readonly namespace: string
  readonly file: string
  readonly fingerprint: string
  readonly mode: ImportMode
  readonly author: string
  readonly dryRun: boolean
  readonly isNew: boolean
}

/** An import under way: what came of the file so far, and how the next part of it is taken. */
export class ImportSession {
  counts: ImportCounts
  readonly #parts: ImportParts
  readonly #query: SessionQuery
  readonly #record: ImportRecord
  /** Where names are, by what they are kept under. */
  readonly #places: Map<string, readonly number[]>
  /** Places, names and links that the file had already. */
  readonly #seen = new Set<string>()
  #faults: Fault[] = []
  /** Living memories that the file has too. */
  #met = 0
  #number = 0
  #isMade: boolean

  constructor(
    parts: ImportParts,
    query: SessionQuery,
    from: { readonly record: ImportRecord; readonly places: Map<string, readonly number[]> },
  ) {
    this.#parts = parts
    this.#query = query
    this.#record = from.record
    this.#places = from.places
    // What fails is found again when the file is read again.
    this.counts = { ...(from.record.isWritten ? from.record.counts : NO_COUNTS), failed: 0 }
    this.#isMade = !query.isNew
  }

  /** Null before the first change. */
  get importId(): string | null {
    return this.#record.isWritten ? this.#record.id : null
  }

  fail(fault: Fault): void {
    this.#faults.push(fault)
    this.#count({ failed: 1 })
  }

  /** What failed since the last time. */
  takeFaults(): Fault[] {
    return this.#faults.splice(0)
  }

  async takeMemories(memories: readonly ImportMemory[]): Promise<void> {
    // What was taken before the import ended early is only looked at, for others are linked to it.
    const done = Math.max(0, this.#record.taken - this.#number)
    const [before, now] = [memories.slice(0, done), memories.slice(done)]
    await this.#presentAt(before.flatMap((memory) => this.#meet(memory) ?? []))
    const placed = await this.#presentAt(now.flatMap((memory) => this.#meet(memory) ?? []))
    this.#number += memories.length
    const groups = [
      placed.filter(({ coordinate }) => coordinate !== null),
      placed.filter(({ coordinate }) => coordinate === null),
    ].filter(({ length }) => length > 0)
    for (const [i, group] of groups.entries()) {
      await this.#store(group, i === groups.length - 1 ? this.#number : this.#record.taken)
    }
  }

  async takeLinks(links: readonly ImportLink[]): Promise<void> {
    const { store, journal } = this.#parts
    const { namespace, dryRun } = this.#query
    const drafts = links.flatMap((link) => this.#draftOf(link) ?? [])
    const present = this.#isMade
      ? await store.linksAt(
          namespace,
          drafts.map(({ draft }) => draft),
        )
      : []
    const ends = await this.#livingEnds(drafts.filter((_, i) => isEndless(present[i])))
    const wanted = drafts.filter(({ draft, link }, i): boolean => {
      const there = present[i]
      if (!isEndless(there)) return there === null || !isSameLink(there, draft)
      if (dryRun && ends.has(idOf(draft.from)) && ends.has(idOf(draft.to))) return true
      this.fail(endless(link))
      return false
    })
    if (wanted.length === 0) return
    const counts = { ...this.counts, links: this.counts.links + wanted.length }
    if (!dryRun) {
      const { change } = await journal.commit({
        ...this.#change(`Imported ${counted(wanted.length, 'link', 'links')} from ${this.#query.file}`),
        mutations: [],
        links: wanted.map(({ draft }) => draft),
        artefacts: this.#record.mutations({ counts }),
      })
      if (change !== null) this.#record.written(change.seq, { counts })
    }
    this.counts = counts
  }

  /** Moves what is not in the file to the bin, in one change; in a dry run it is only counted. */
  async *removeOthers(signal: AbortSignal): AsyncGenerator<{ done: number; total: number }> {
    const { store, journal, clock, hooks } = this.#parts
    const { namespace, author, dryRun, isNew, file } = this.#query
    if (isNew) return
    const { living } = await store.space(namespace)
    if (dryRun) return this.#count({ removed: living - this.#met })
    const others: number[][] = []
    for (let after = 0, done = 0; ; ) {
      signal.throwIfAborted()
      const found = await store.memoriesAfter(namespace, after, READ_AT_ONCE)
      const last = found.at(-1)
      if (last === undefined) break
      after = last.key
      done += found.length
      for (const { memory } of found) {
        if (!this.#seen.has(idOf(memory.coordinate))) others.push(memory.coordinate)
      }
      yield { done, total: living }
    }
    if (others.length === 0) return
    const counts = { ...this.counts, removed: this.counts.removed + others.length }
    const set = { deletedAt: clock.now() }
    const mutations = others.map((coordinate): Mutation => {
      return { coordinate, id: memoryId(namespace, coordinate), kind: 'patch', when: 'living', set }
    })
    await hooks.around(
      'forget',
      () => ({ namespace, author, coordinates: others }),
      async () => {
        const { change } = await journal.commit({
          ...this.#change(
            `Deleted ${counted(others.length, 'memory', 'memories')} that ${file} does not have`,
          ),
          mutations,
          artefacts: this.#record.mutations({ counts }),
        })
        if (change !== null) this.#record.written(change.seq, { counts })
      },
    )
    this.counts = counts
  }

  /** Says that all of the file was taken. An import that changed nothing leaves no trace. */
  async finish(): Promise<void> {
    if (!this.#record.isWritten) return
    const { added, changed, links } = this.counts
    const memories = counted(added + changed, 'memory', 'memories')
    const words = links > 0 ? `${memories} and ${counted(links, 'link', 'links')}` : memories
    const end = { isDone: true, counts: this.counts }
    const { change } = await this.#parts.journal.commit({
      ...this.#change(`Imported ${words} from ${this.#query.file}, to the end`),
      mutations: [],
      artefacts: this.#record.mutations(end),
    })
    if (change !== null) this.#record.written(change.seq, end)
  }

  #change(summary: string) {
    const { namespace, author } = this.#query
    return { namespace, author, action: ACTION, summary, onMismatch: 'skip' } as const
  }

  /** Null, and a fault, where the file has it already. */
  #meet(memory: ImportMemory): Met | null {
    const name = memory.name === null ? null : keptName(memory.name, this.#query.fingerprint)
    const coordinate = memory.coordinate ?? (name === null ? null : (this.#places.get(name) ?? null))
    const marks = [...(coordinate === null ? [] : [idOf(coordinate)]), ...(name === null ? [] : [name])]
    if (marks.some((mark) => this.#seen.has(mark))) {
      const what = `memory ${memory.coordinate === null ? memory.name : idOf(memory.coordinate)}`
      const why = `the file has one ${memory.coordinate === null ? 'of its name' : 'at its coordinate'} already`
      this.fail({ line: memory.line, what: what.slice(0, 80), why })
      return null
    }
    for (const mark of marks) this.#seen.add(mark)
    if (coordinate === null && name !== null && this.#query.dryRun) this.#seen.add(idOf(standIn(name)))
    return { memory, coordinate }
  }

  async #presentAt(met: readonly Met[]): Promise<Placed[]> {
    const places = met.flatMap(({ coordinate }) => (coordinate === null ? [] : [coordinate]))
    const isThere = this.#isMade && places.length > 0
    const found = isThere ? await this.#parts.store.memoriesAt(this.#query.namespace, places) : []
    let next = 0
    return met.map((one): Placed => {
      const present = one.coordinate === null ? null : (found[next++] ?? null)
      if (present?.deletedAt === null) this.#met++
      return { ...one, present }
    })
  }

  async #store(group: readonly Placed[], taken: number): Promise<void> {
    const { mode, dryRun, file, author, namespace } = this.#query
    const judged = group.filter((one) => {
      const verdict = verdictOf(one, mode)
      this.#count({ [verdict]: 1 })
      return verdict === 'added' || verdict === 'changed'
    })
    if (judged.length > 0 && !dryRun) await this.#makeNamespace()
    const wanted = await this.#storeEarlier(judged)
    if (dryRun || wanted.length === 0) return
    const names = wanted.map(({ memory: { name } }) => name && keptName(name, this.#query.fingerprint))
    const progress = { taken, counts: this.counts }
    const found = new Map<string, readonly number[]>()
    const beside = (places: readonly (readonly number[])[]) => {
      found.clear()
      for (const [i, name] of names.entries()) {
        if (name !== null && wanted[i]?.coordinate === null) found.set(name, places[i] as readonly number[])
      }
      return this.#record.mutations(progress, found)
    }
    const summary = `Imported ${counted(wanted.length, 'memory', 'memories')} from ${file}`
    const change = { author, action: ACTION, summary, beside }
    const inputs = wanted.map((one) => inputOf(one))
    const { seq, items } = await this.#parts.memories.storeMany(namespace, inputs, change)
    this.#record.written(seq, progress)
    for (const [name, place] of found) {
      this.#places.set(name, place)
      this.#seen.add(idOf(place))
    }
    // Somebody else was faster, and what they wrote is left as it is.
    const late = items.filter(({ is }) => is === 'taken').length
    this.#count({ added: -late, skipped: late })
  }

  /**
   * What memories were before, the oldest of each in one change, then the next: so each is a version that can be
   * restored (MEM-9), and the import is undone as it was made.
   * @returns the memories, which live by now where they had earlier states
   */
  async #storeEarlier(wanted: readonly Placed[]): Promise<Placed[]> {
    const { mode, dryRun, file, author, namespace } = this.#query
    // Who is there already and is to stay has a past of its own.
    const earlier = wanted.map((one) => (mode === 'skip' && one.present !== null ? [] : versionsToCome(one)))
    const most = Math.max(0, ...earlier.map(({ length }) => length))
    for (let n = 0; n < most; n++) {
      const inputs = wanted.flatMap((one, i) => {
        const state = earlier[i]?.[n]
        const { coordinate } = one
        if (state === undefined || coordinate === null) return []
        const { timestamp, ...rest } = state
        const place = { coordinate: [...coordinate], ifTaken: 'update' as const, force: true }
        return { ...rest, ...place, ...(timestamp !== null && { timestamp }) }
      })
      this.#count({ versions: inputs.length })
      if (dryRun) continue
      const progress = { counts: this.counts }
      const summary = `Imported ${counted(inputs.length, 'earlier version', 'earlier versions')} from ${file}`
      const beside = () => this.#record.mutations(progress)
      const { seq } = await this.#parts.memories.storeMany(namespace, inputs, {
        ...{ author, action: ACTION, summary, beside },
      })
      this.#record.written(seq, progress)
    }
    return wanted.map((one, i) => ({ ...one, hasBegun: (earlier[i]?.length ?? 0) > 0 }))
  }

  async #makeNamespace(): Promise<void> {
    if (!this.#isMade)
      await this.#parts.namespaces.create(this.#query.namespace, { author: this.#query.author })
    this.#isMade = true
  }

  #draftOf(link: ImportLink): { readonly link: ImportLink; readonly draft: LinkDraft } | null {
    const [from, to] = [this.#endOf(link.from), this.#endOf(link.to)]
    if (from === null || to === null) {
      this.fail(endless(link))
      return null
    }
    const { type, weight, note, createdAt } = link
    const mark = `${idOf(from)} ${idOf(to)} ${type}`
    if (this.#seen.has(mark)) {
      this.fail({ line: link.line, what: nameOf(link), why: 'the file has one of its ends and type already' })
      return null
    }
    this.#seen.add(mark)
    return { link, draft: { from, to, type, weight, note, ...(createdAt !== null && { createdAt }) } }
  }

  #endOf(end: ImportEnd): readonly number[] | null {
    if (typeof end !== 'string') return end
    const name = keptName(end, this.#query.fingerprint)
    const place = this.#places.get(name)
    if (place !== undefined) return place
    // In a dry run it has no place yet, and any will do to tell it from others.
    return this.#query.dryRun && this.#seen.has(name) ? standIn(name) : null
  }

  /** Ends of links that live, or will once the file is in. */
  async #livingEnds(drafts: readonly { readonly draft: LinkDraft }[]): Promise<Set<string>> {
    if (!this.#query.dryRun) return new Set()
    const places = new Map(
      drafts.flatMap(({ draft: { from, to } }) => [from, to]).map((at) => [idOf(at), at]),
    )
    const inFile = [...places.keys()].filter((id) => this.#seen.has(id))
    const others = [...places.values()].filter((at) => !this.#seen.has(idOf(at)))
    const rows = this.#isMade ? await this.#parts.store.rowsAt(this.#query.namespace, others) : []
    const living = others.filter((_, i) => rows[i]?.deletedAt === null)
    return new Set([...inFile, ...living.map(idOf)])
  }

  #count(more: Partial<ImportCounts>): void {
    const sum = { ...this.counts }
    for (const [name, n] of Object.entries(more)) sum[name as keyof ImportCounts] += n
    this.counts = sum
  }
}

/** A place for a name that has none, as a number that no two names share. */
const standIn = (name: string): readonly number[] => [
  Number.parseInt(name.replaceAll('-', '').slice(0, 13), 16) + 0.5,
]

const counted = (n: number, one: string, many: string): string =>
  `${n.toLocaleString('en')} ${n === 1 ? one : many}`
