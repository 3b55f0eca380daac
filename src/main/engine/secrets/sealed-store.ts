import { AppError } from '#contract/errors'
import type { Filter } from '#contract/filter'
import type { TextColumn } from '#contract/graph'
import { textColumn, textsOf } from '../graph/text-column.ts'
import { memoryId } from '../memory/coordinate.ts'
import { type ChangeEffect, type MemoryStore, NamespaceMoved, type Resealing } from '../ports.ts'
import { delegatedStore } from './delegated-store.ts'
import { BrokenSeal, type FieldCipher } from './field-cipher.ts'
import { Opened, type TextFields } from './opened.ts'
import { openArtefact } from './sealed-artefact.ts'
import { openCommitted, sealDraft } from './sealed-commit.ts'
import { compareOpened } from './sealed-compare.ts'
import { refuseSealedFields } from './sealed-filter.ts'
import { openedHistory } from './sealed-history.ts'
import { openSentence } from './sealed-journal.ts'
import { compareOpenedMoments } from './sealed-moments.ts'
import { marksOf, moveSeals, type SealedFields } from './sealed-payload.ts'
import type { SealedStorage } from './sealed-storage.ts'

export interface SealedStoreOptions {
  readonly cipher: FieldCipher
  /** What is sealed from now on. */
  readonly fields: SealedFields
  /** What may rest sealed: `fields`, and what was sealed before. */
  readonly everSealed: SealedFields
  /** Which fields are embedded and searched (MEM-6). */
  readonly textFields: TextFields
}

/**
 * A store in which sealed fields rest encrypted and from which they come back as they went in (SEC-1). Everything above
 * it works on plain text; everything below it (files, logs of the database, backups, keyword tables) never has any.
 */
export const sealedStore = (
  store: MemoryStore & SealedStorage,
  { cipher, fields, everSealed, textFields }: SealedStoreOptions,
): MemoryStore => {
  const sealing = { cipher, fields }
  const parts = { store, storage: store, cipher, textFields }
  const opened = new Opened(parts)
  const refuse = (filter: Filter | undefined): void => refuseSealedFields(filter, everSealed)
  return {
    ...delegatedStore(store),
    ...moving(store, cipher),
    ...openedHistory(store, cipher),
    compareNamespaces: (left, right, limit) => compareOpened({ ...parts, opened }, { left, right }, limit),

    commit: async (draft) => {
      const sealed = await sealDraft(sealing, draft, parts)
      return openCommitted(await store.commit(sealed), draft)
    },
    undoPlan: async (seq) => {
      const plan = await store.undoPlan(seq)
      const change = plan.change && openChange(cipher, plan.change)
      const steps = plan.steps.map((step) => {
        const open = () => step.before && opened.state(step.id, step.before)
        return { ...step, before: orBroken(open, () => notUndoable(seq, step.coordinate)) }
      })
      const artefacts = plan.artefacts.map((step) => {
        const { before } = step
        return before === null
          ? step
          : { ...step, before: openArtefact(cipher, { ...step, state: before }).state }
      })
      return { ...plan, change, steps, artefacts }
    },
    artefacts: async (...query) =>
      (await store.artefacts(...query)).map((artefact) => openArtefact(cipher, artefact)),
    changes: async (query) => (await store.changes(query)).map((change) => openChange(cipher, change)),
    artefactChanges: async (...query) =>
      (await store.artefactChanges(...query)).map((change) => openChange(cipher, change)),
    effectsAfter: async (...query) =>
      (await store.effectsAfter(...query)).map((effect) => openEffect(cipher, effect)),

    get: async (namespace, coordinate) => {
      const memory = await store.get(namespace, coordinate)
      if (memory === null) return null
      const open = () => opened.derived(memory.id, memory.payload)
      const derived = orBroken(open, () => broken(namespace, coordinate))
      return derived === null ? memory : { ...memory, payload: derived.payload, text: derived.text }
    },
    page: async (query) => {
      refuse(query.filter)
      const page = await store.page(query)
      return { ...page, rows: await opened.rows(page.rows) }
    },
    rowsAt: async (...places) => {
      const rows = await store.rowsAt(...places)
      const there = await opened.rows(rows.filter((row) => row !== null))
      return rows.map((row) => (row === null ? null : (there.shift() ?? row)))
    },
    memoriesAt: async (...places) =>
      (await store.memoriesAt(...places)).map((memory) => {
        if (memory === null) return null
        // One whose seals do not open is shown as it rests, which no file has.
        const { payload, text } = opened.derivedOrResting(memory.id, memory.payload) ?? memory
        return { ...memory, payload, text }
      }),
    range: async (...query) => opened.rows(await store.range(...query)),
    versions: async (namespace, coordinate, limit) => {
      const id = memoryId(namespace, coordinate)
      return (await store.versions(namespace, coordinate, limit)).map((version) => ({
        ...version,
        payload: opened.derivedOrResting(id, version.payload)?.payload ?? version.payload,
        reason: version.reason && openSentence(cipher, version, 'reason', version.reason),
      }))
    },
    version: async (namespace, coordinate, version) => {
      const state = await store.version(namespace, coordinate, version)
      const open = () => state && opened.state(memoryId(namespace, coordinate), state)
      return orBroken(open, () => broken(namespace, coordinate))
    },
    links: async (...query) => {
      const found = await store.links(...query)
      if (found === null) return null
      const rows = await opened.rows(found.links.map(({ memory }) => memory))
      return { ...found, links: found.links.map((link, i) => ({ ...link, memory: rows[i] ?? link.memory })) }
    },

    rows: async (keys) => {
      const rows = await store.rows(keys)
      const derived = await opened.byIds(rows.map(({ row }) => row.id))
      return rows.map((one, i) => {
        const found = derived[i]
        if (!found) return one
        return { ...one, text: found.text, row: { ...one.row, title: found.title, tags: found.tags.slice() } }
      })
    },
    ...sealedGraph(store, opened),
    matching: async (namespace, filter) => {
      refuse(filter)
      return store.matching(namespace, filter)
    },
    dueMemories: async (...query) =>
      (await store.dueMemories(...query)).map((one) => {
        const { id, payload } = one
        const open = () => payload && (opened.derived(id, payload)?.payload ?? payload)
        return { ...one, payload: orBroken(open, () => null) }
      }),
    withoutVector: async (...query) => {
      const missing = await store.withoutVector(...query)
      const derived = await opened.byKeys(Uint32Array.from(missing, ({ key }) => key))
      return missing.map((one, i) => ({ ...one, text: derived[i]?.text ?? one.text }))
    },
  }
}

/** Titles and texts of a graph. */
const sealedGraph = (
  store: MemoryStore,
  opened: Opened,
): Pick<MemoryStore, 'graphView' | 'titles' | 'mapRows' | 'memoriesAfter' | 'compareMoments'> => ({
  graphView: async (query) => {
    const view = await store.graphView(query)
    // A community's title is made of titles that were opened.
    if (query.start.kind === 'overview') return view
    const derived = await opened.byIds(textsOf(view.nodes.ids))
    return { ...view, nodes: { ...view.nodes, titles: withTitles(view.nodes.titles, derived) } }
  },
  compareMoments: (query) => compareOpenedMoments(store, opened, query),
  titles: async (keys) => withTitles(await store.titles(keys), await opened.byKeys(keys)),
  mapRows: async (...query) => {
    const rows = await store.mapRows(...query)
    return { ...rows, titles: withTitles(rows.titles, await opened.byKeys(rows.keys)) }
  },
  memoriesAfter: async (...query) =>
    (await store.memoriesAfter(...query)).map((one) => {
      const { memory } = one
      const open = () => opened.derived(memory.id, memory.payload)
      const derived = orBroken(open, () => broken(memory.namespace, memory.coordinate))
      return derived === null
        ? one
        : {
            ...one,
            title: derived.title,
            memory: { ...memory, payload: derived.payload, text: derived.text },
          }
    }),
})

const withTitles = (
  titles: TextColumn,
  derived: readonly ({ readonly title: string } | null)[],
): TextColumn =>
  derived.every((one) => one === null)
    ? titles
    : textColumn(textsOf(titles).map((title, i) => derived[i]?.title ?? title))

const TRIES = 5

/** Seals are made for ids, and ids for names: under another name everything is sealed anew (MEM-2). */
const moving = (
  store: MemoryStore & SealedStorage,
  cipher: FieldCipher,
): Pick<MemoryStore, 'renameNamespace' | 'copyNamespace'> => {
  const moved = async <T>(from: string, to: string, move: (reseal: Resealing) => Promise<T>): Promise<T> => {
    for (let tried = 1; ; tried++) {
      const reseal = await sealedFor(store, cipher, { from, to })
      try {
        return await move(reseal)
      } catch (error) {
        const isMoved = error instanceof Error && error.name === NamespaceMoved.name
        if (!isMoved || tried === TRIES) throw error
      }
    }
  }
  return {
    renameNamespace: (from, to, by) =>
      from === to
        ? store.renameNamespace(from, to, by)
        : moved(from, to, (reseal) => store.renameNamespace(from, to, by, reseal)),
    copyNamespace: (from, to, meta) =>
      moved(from, to, (reseal) => store.copyNamespace(from, to, meta, reseal)),
  }
}

/** Memories whose states are read at once. */
const AT_ONCE = 200

const sealedFor = async (
  store: MemoryStore & SealedStorage,
  cipher: FieldCipher,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Resealing> => {
  const [last] = await store.changes({ namespace: from, limit: 1 })
  const states: Resealing['states'][number][] = []
  for (let after = 0; ; ) {
    const found = await store.restingStates(after, AT_ONCE, from)
    for (const { key, version, id, coordinate, payload } of found) {
      if (marksOf(payload).length === 0) continue
      states.push({ key, version, payload: moveSeals(cipher, payload, id, memoryId(to, coordinate)) })
    }
    const end = found.at(-1)
    if (end === undefined) return { seq: last?.seq ?? 0, states }
    after = end.key
  }
}

const openEffect = (cipher: FieldCipher, effect: ChangeEffect): ChangeEffect => ({
  ...effect,
  change: openChange(cipher, effect.change),
})

const openChange = <C extends { author: string; action: string; summary: string }>(
  cipher: FieldCipher,
  change: C,
): C => ({ ...change, summary: openSentence(cipher, change, 'summary', change.summary) })

const orBroken = <T, B>(open: () => T, refuse: () => B): T | B => {
  try {
    return open()
  } catch (error) {
    if (error instanceof BrokenSeal) return refuse()
    throw error
  }
}

const broken = (namespace: string, coordinate: readonly number[]): never => {
  throw new AppError('memory/seal-broken', { namespace, coordinate: [...coordinate] })
}

const notUndoable = (seq: number, coordinate: readonly number[]): never => {
  const reason = `the seal of what (${coordinate.join(', ')}) was before is broken`
  throw new AppError('change/not-undoable', { seq, reason })
}
