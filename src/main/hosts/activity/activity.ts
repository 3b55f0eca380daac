import type { ActivityState } from '#api/activity'
import type { ActivityAsked, ActivityEntry, ActivityFilter } from '#contract/activity'
import { type AuditEntry, auditEntries } from '#engine/observe/audit-entries'
import type { Observation, Observer } from '#engine/observe/observer'
import { activityEntry, isWanted } from './activity-entry.ts'
import { auditFollow, auditPage } from './audit-pages.ts'

export interface ActivityParts {
  /** Read each time, so that they may change. */
  readonly audit: () => { readonly enabled: boolean; readonly path: string }
  readonly wait: (seconds: number, signal: AbortSignal) => Promise<void>
}

/** What a process remembers by itself, for where no audit log is written. */
const MOST_REMEMBERED = 2000
const LOOK_SECONDS = 0.3

/**
 * What happens, by whomever. The audit log has it of every process, with its client, in one order, so it is read from there;
 * where it is off, this process tells what it did itself and what the journal says of others.
 */
export class Activity implements ActivityState, Observer {
  readonly #parts: ActivityParts
  #remembered: ActivityEntry[] = []
  #count = 0

  constructor(parts: ActivityParts) {
    this.#parts = parts
  }

  note(happened: Observation): void {
    if (this.#parts.audit().enabled) return
    for (const entry of [...auditEntries(happened), ...othersEntry(happened)]) {
      const told = activityEntry(`m-${this.#count}`, entry)
      if (told === null) continue
      this.#count++
      this.#remembered.push(told)
      if (this.#remembered.length > MOST_REMEMBERED)
        this.#remembered = this.#remembered.slice(MOST_REMEMBERED / 2)
    }
  }

  async page(asked: ActivityAsked, signal: AbortSignal) {
    const { enabled, path } = this.#parts.audit()
    if (enabled) return { ...(await auditPage(path, asked, signal)), from: 'audit-log' as const }
    const { after, until = Number.POSITIVE_INFINITY, limit } = asked
    const before = after === undefined ? this.#count : numberOf(after)
    const found = this.#remembered.filter(
      (entry) => numberOf(entry.id) < before && entry.at <= until && isWanted(entry, asked),
    )
    const entries = found.slice(-limit).reverse()
    return {
      entries,
      next: found.length > limit ? (entries.at(-1)?.id ?? null) : null,
      from: 'memory' as const,
    }
  }

  async *follow(filter: ActivityFilter, signal: AbortSignal): AsyncGenerator<{ entries: ActivityEntry[] }> {
    const wait = (): Promise<void> => this.#parts.wait(LOOK_SECONDS, signal)
    while (!signal.aborted) {
      // Switched on or off, or written elsewhere: goes on there.
      const { enabled, path } = this.#parts.audit()
      const isSame = (): boolean => {
        const now = this.#parts.audit()
        return now.enabled === enabled && now.path === path
      }
      const ended = new AbortController()
      const looking = {
        signal: AbortSignal.any([signal, ended.signal]),
        wait: async () => {
          await wait()
          if (!isSame()) ended.abort()
        },
      }
      for await (const some of enabled ? auditFollow(path, looking) : this.#own(looking)) {
        const entries = some.filter((entry) => isWanted(entry, filter))
        if (entries.length > 0) yield { entries }
      }
    }
  }

  async *#own({ signal, wait }: { readonly signal: AbortSignal; readonly wait: () => Promise<void> }) {
    for (let seen = this.#count; !signal.aborted; await wait()) {
      const fresh = this.#remembered.filter(({ id }) => numberOf(id) >= seen)
      seen = this.#count
      if (fresh.length > 0) yield fresh
    }
  }
}

const numberOf = (id: string): number => Number(id.slice(2))

const ACTIONS: Readonly<Record<string, AuditEntry['action']>> = {
  delete: 'forget',
  consolidate: 'store',
  share: 'store',
  outcome: 'update',
  predict: 'update',
}

/** What another process did, as far as the journal says. */
const othersEntry = (happened: Observation): AuditEntry[] => {
  if (happened.is !== 'others-change') return []
  const { action: change, namespace, author: user, at: timestamp, seq, count } = happened.change
  const action = ACTIONS[change] ?? (change as AuditEntry['action'])
  return [{ action, namespace, user, timestamp, seq, count, ...(action !== change && { change }) }]
}
