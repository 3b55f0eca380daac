import type {
  ChangedPart,
  ComparedLink,
  ComparedMemory,
  Comparison,
  Difference,
  DifferenceCounts,
} from '#contract/graph-moments'
import type { MomentsQuery } from '#engine/graph-ports'
import { type LinkBetween, linksBetween } from './links-then.ts'
import { type FoundMoment, findMoment } from './moments.ts'
import { namespaceRow } from './space.ts'
import type { Statements } from './statements.ts'
import {
  hasSamePayload,
  isLiving,
  memoryThen,
  type PresentState,
  STATE_COLUMNS,
  StatesThen,
  type StateThen,
} from './states-then.ts'

/** Counts all, and keeps the first of each kind. */
class Differences<T extends { readonly is: Difference }> {
  readonly kept: T[] = []
  readonly #counts = { added: 0, removed: 0, changed: 0 }
  readonly #limit: number

  constructor(limit: number) {
    this.#limit = limit
  }

  add(is: Difference, make: () => T): void {
    if (this.#counts[is]++ < this.#limit) this.kept.push(make())
  }

  get counts(): DifferenceCounts {
    return { ...this.#counts }
  }
}

/**
 * What is other at a later moment than at an earlier one. Costs what changed in between, not what there is: the journal
 * and the versions say which memories and links to look at.
 */
export const compareMoments = (
  sql: Statements,
  { namespace, from: a, to: b, limit }: Omit<MomentsQuery, 'signal'>,
): Comparison => {
  const { id: space } = namespaceRow(sql, namespace)
  const [one, other] = [findMoment(sql, a), findMoment(sql, b)]
  const [from, to] = one.seq <= other.seq ? [one, other] : [other, one]
  return new MomentsCompared(sql, { space, from, to, limit }).result()
}

interface Parts {
  readonly space: number
  readonly from: FoundMoment
  readonly to: FoundMoment
  readonly limit: number
}

/** Null where it did not live. */
interface States {
  readonly before: StateThen | null
  readonly after: StateThen | null
}

class MomentsCompared {
  readonly #sql: Statements
  readonly #parts: Parts
  readonly #before: StatesThen
  readonly #after: StatesThen
  readonly #memories: Differences<ComparedMemory>
  readonly #links: Differences<ComparedLink>
  readonly #keys = new Set<number>()
  readonly #ends = new Map<number, StateThen>()
  /** Memories that lived at one of the moments and lay in the bin at the other. */
  readonly #flipped = new Set<number>()
  #unknown = 0

  constructor(sql: Statements, parts: Parts) {
    this.#sql = sql
    this.#parts = parts
    this.#before = new StatesThen(sql, parts.from.seq)
    this.#after = new StatesThen(sql, parts.to.seq)
    this.#memories = new Differences(parts.limit)
    this.#links = new Differences(parts.limit)
  }

  result(): Comparison {
    const { space, from, to } = this.#parts
    for (const present of this.#touched()) this.#compareMemory(present.key, present)
    const stretch = { space, from: from.seq, to: to.seq }
    for (const link of linksBetween(this.#sql, stretch, this.#flipped)) this.#compareLink(link)
    return {
      from,
      to,
      memories: this.#memories.counts,
      links: this.#links.counts,
      changedMemories: this.#memories.kept,
      changedLinks: this.#links.kept,
      ends: [...this.#ends]
        .filter(([key]) => !this.#keys.has(key))
        .map(([key, then]) => memoryThen(this.#sql, key, then)),
      unknown: this.#unknown,
      purged: this.#purged(),
    }
  }

  /** The last of these are for what changed since and of whose versions some are purged. */
  #touched(): Iterable<PresentState & { readonly key: number }> {
    const { space, from, to } = this.#parts
    return this.#sql
      .get(
        `SELECT key, created_seq, ${STATE_COLUMNS} FROM memories WHERE key IN (
           SELECT key FROM memories WHERE namespace_id = ? AND created_seq > ? AND created_seq <= ?
           UNION ALL SELECT m.key FROM versions AS v JOIN memories AS m ON m.key = v.memory_key
             WHERE m.namespace_id = ? AND v.replaced_seq > ? AND v.replaced_seq <= ?
           UNION ALL SELECT key FROM memories WHERE namespace_id = ? AND seq > ?)`,
      )
      .iterate(space, from.seq, to.seq, space, from.seq, to.seq, space, from.seq) as Iterable<
      PresentState & { readonly key: number }
    >
  }

  #compareMemory(key: number, present: PresentState): void {
    const [before, after] = [this.#before.of(key, present), this.#after.of(key, present)]
    if (before === 'unknown' || after === 'unknown') {
      this.#unknown += 1
      return
    }
    const states = { before: isLiving(before) ? before : null, after: isLiving(after) ? after : null }
    if (states.before !== null && states.after !== null) {
      const parts = this.#changedParts(key, states.before, states.after)
      if (parts.length > 0) this.#addMemory(key, 'changed', states, parts)
    } else if (states.before !== null || states.after !== null) {
      if (before !== null) this.#flipped.add(key)
      this.#addMemory(key, states.before === null ? 'added' : 'removed', states)
    }
  }

  #addMemory(key: number, is: Difference, { before, after }: States, parts: ChangedPart[] = []): void {
    this.#memories.add(is, () => {
      this.#keys.add(key)
      const then = memoryThen(this.#sql, key, (after ?? before) as StateThen)
      return { ...then, is, parts, before: before?.version ?? null, after: after?.version ?? null }
    })
  }

  #changedParts(key: number, before: StateThen, after: StateThen): ChangedPart[] {
    const parts = (['type', 'importance', 'timestamp', 'pinned'] as const).filter(
      (part) => before[part] !== after[part],
    )
    return hasSamePayload(this.#sql, key, before, after) ? parts : ['payload', ...parts]
  }

  #compareLink({ from, to, type, ...states }: LinkBetween): void {
    const before = this.#joins(this.#before, from, to) ? states.before : null
    const after = this.#joins(this.#after, from, to) ? states.after : null
    const is = differenceOf(before, after)
    if (is === null || [from, to].some((key) => this.#isUnknown(key))) return
    this.#links.add(is, () => {
      const states = is === 'removed' ? this.#before : this.#after
      for (const key of [from, to]) this.#ends.set(key, states.of(key) as StateThen)
      return {
        from: this.#idOf(from),
        to: this.#idOf(to),
        type,
        is,
        before: before && { weight: before.weight, note: before.note },
        after: after && { weight: after.weight, note: after.note },
      }
    })
  }

  #joins(states: StatesThen, from: number, to: number): boolean {
    return isLiving(states.of(from)) && isLiving(states.of(to))
  }

  #isUnknown(key: number): boolean {
    return this.#before.of(key) === 'unknown' || this.#after.of(key) === 'unknown'
  }

  #idOf(key: number): string {
    return this.#sql.get('SELECT id FROM memories WHERE key = ?').pluck().get(key) as string
  }

  #purged(): number {
    const { space, from } = this.#parts
    return this.#sql
      .get(
        `SELECT coalesce(sum(count), 0) FROM changes WHERE namespace_id = ? AND seq > ? AND action = 'purge'`,
      )
      .pluck()
      .get(space, from.seq) as number
  }
}

type LinkFacts = { readonly weight: number; readonly note: string | null }

const differenceOf = (before: LinkFacts | null, after: LinkFacts | null): Difference | null => {
  if (before === null) return after === null ? null : 'added'
  if (after === null) return 'removed'
  return before.weight === after.weight && before.note === after.note ? null : 'changed'
}
