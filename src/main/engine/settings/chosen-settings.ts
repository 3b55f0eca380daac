import type { SettingValue } from '#contract/settings'
import type { ArtefactMutation } from '../artefact-ports.ts'
import { type ArtefactReceipt, changeArtefacts } from '../journal/change-artefacts.ts'
import type { Journal } from '../journal/journal.ts'
import type { MemoryStore } from '../ports.ts'

/** What holds for the whole database stands in no namespace. */
const WHOLE_DATABASE = ''

/** Settings to be, by key; undefined takes the choice back. */
export type SettingChanges = ReadonlyMap<string, SettingValue | undefined>

/**
 * What was chosen in the app, as it was kept: whoever reads it checks it against what may be today, as an older or newer
 * program may have written it.
 */
export const readChosen = async (
  store: Pick<MemoryStore, 'artefacts'>,
): Promise<Map<string, SettingValue>> => {
  const kept = await store.artefacts(WHOLE_DATABASE, { kind: 'setting' })
  return new Map(kept.map(({ id, state }) => [id, valueIn(state)]))
}

const valueIn = (state: string): SettingValue => (JSON.parse(state) as { value: SettingValue }).value

export interface ChosenSettingsParts {
  readonly store: Pick<MemoryStore, 'artefacts'>
  readonly journal: Pick<Journal, 'commit'>
}

/** Settings chosen in the app. Each is an artefact of the whole database, so it is kept, journalled and undone like others (MEM-10). */
export class ChosenSettings {
  readonly #parts: ChosenSettingsParts

  constructor(parts: ChosenSettingsParts) {
    this.#parts = parts
  }

  /** One change for all of them; what is as asked already is no change. */
  change(
    changes: SettingChanges,
    author: string,
    summary: string = summaryOf(changes),
  ): Promise<ArtefactReceipt> {
    const change = { author, action: 'set', summary }
    return changeArtefacts(this.#parts.journal, WHOLE_DATABASE, change, async () => {
      const kept = await this.#parts.store.artefacts(WHOLE_DATABASE, { kind: 'setting' })
      const present = new Map(kept.map((one) => [one.id, one]))
      return [...changes].flatMap(([key, value]): ArtefactMutation[] => {
        const before = present.get(key)
        const state = value === undefined ? null : JSON.stringify({ value })
        const isThere = state === (before?.state ?? null)
        return isThere ? [] : [{ kind: 'setting', id: key, state, seen: before?.seq ?? null }]
      })
    })
  }
}

const LONGEST = 60

const summaryOf = (changes: SettingChanges): string => {
  const [first, ...others] = changes
  if (first === undefined || others.length > 0) return `Changed ${changes.size} settings`
  const [key, value] = first
  if (value === undefined) return `Reset ${key}`
  const text = JSON.stringify(value)
  return `Set ${key} to ${text.length > LONGEST ? `${text.slice(0, LONGEST)} ...` : text}`
}
