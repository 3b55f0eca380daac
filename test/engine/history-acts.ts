import type { DecayRules } from '#contract/decay-rules'
import type { GateSettings } from '#contract/gate'
import type { SettingValue } from '#contract/settings'
import type { EngineInProcess } from '../store/engine-in-process.ts'
import { importText } from '../transfer/import-run.ts'

export const NAMESPACE = 'n'
export const AUTHOR = 'test'
/** Others, which come and go. */
export const BESIDE = ['m', 'o'] as const
const PLACES = [0, 1, 2, 3, 4].map((x) => [x])
const WORDS = ['red fox', 'green leaf', 'blue sea', 'red leaf']

/** What an act is done to, and where its chances come from. */
export interface ActWorld {
  readonly test: EngineInProcess
  readonly pick: <T>(list: readonly T[]) => T
  readonly chance: (share: number) => boolean
  restart(): Promise<void>
  /** Goes to a point of the journal, and it must be as it was then. */
  goTo(): Promise<void>
}

type Act = (world: ActWorld) => Promise<unknown>

/** Where something lives, as a rule: most acts are refused elsewhere. */
const place = async ({ test, pick, chance }: ActWorld): Promise<number[]> => {
  if (chance(0.1)) return pick(PLACES)
  const rows = await test.store.rowsAt(NAMESPACE, PLACES)
  const living = PLACES.filter((_, i) => rows[i]?.deletedAt === null)
  return pick(living.length > 0 ? living : PLACES)
}

/** Settings that a history may choose, with what they mean to the engine; the first value holds where none is chosen. */
const CHOICES = {
  'gate.threshold': [0.05, 0.4, 0.9],
  'decay.on': [true, false],
  'decay.threshold': [2, 6],
  'decay.limit': [4, 3, 6],
} as const

export const gateOf = (chosen: ReadonlyMap<string, SettingValue>): Partial<GateSettings> => ({
  isOn: true,
  threshold: chosenOr(chosen, 'gate.threshold') as number,
  weights: { novelty: 1, error: 0 },
  // A full inbox drops for good what is oldest, which no undo brings back (GATE-3).
  inboxLimit: 1000,
})

/** Memories decay after some hours, and there is room for a few. */
export const decayOf = (chosen: ReadonlyMap<string, SettingValue>, rules: DecayRules): DecayRules => ({
  ...rules,
  isOn: chosenOr(chosen, 'decay.on') as boolean,
  limit: chosenOr(chosen, 'decay.limit') as number,
  weights: { ...rules.weights, threshold: chosenOr(chosen, 'decay.threshold') as number },
})

const chosenOr = (chosen: ReadonlyMap<string, SettingValue>, key: keyof typeof CHOICES): SettingValue =>
  chosen.get(key) ?? CHOICES[key][0]

const at = (coordinates: readonly number[][]) => ({ namespace: NAMESPACE, coordinates })

const writeOf = ({ pick, chance }: ActWorld) => ({
  payload: JSON.stringify({ text: `${pick(WORDS)}${chance(0.5) ? ` ${pick(WORDS)}` : ''}` }),
  type: pick(['episodic', 'semantic'] as const),
  importance: pick([0, 1, 2]),
  timestamp: pick([5, 6]),
  ...(chance(0.2) && { pinned: chance(0.5) }),
  ...(chance(0.3) && { force: true }),
})

const putOf = (world: ActWorld) => ({
  coordinate: world.pick(PLACES),
  ifTaken: 'update' as const,
  ...writeOf(world),
})

const store: Act = (world) =>
  world.test.engine.memories.store({ namespace: NAMESPACE, ...putOf(world) }, AUTHOR)

const supersede: Act = async (world) => {
  const input = { namespace: NAMESPACE, ...putOf(world), supersedes: await place(world) }
  return world.test.engine.memories.store(input, AUTHOR)
}

const storeMany: Act = (world) => {
  const change = { author: AUTHOR, action: 'import', summary: 'many' }
  return world.test.engine.memories.storeMany(
    NAMESPACE,
    [0, 1, 2].map(() => putOf(world)),
    change,
  )
}

const remember: Act = (world) =>
  world.test.engine.memories.remember({ namespace: NAMESPACE, ...writeOf(world) }, AUTHOR)

const set: Act = async (world) => {
  const { test, pick, chance } = world
  const changes = { importance: pick([0, 1, 3]), ...(chance(0.3) && { pinned: chance(0.5) }) }
  return test.engine.memories.updateMany(at([await place(world), pick(PLACES)]), changes, undefined, AUTHOR)
}

const remove: Act = async (world) =>
  world.test.engine.memories.remove(at([await place(world), world.pick(PLACES)]), undefined, AUTHOR)

const restore: Act = ({ test, pick }) =>
  test.engine.memories.restore(at([pick(PLACES), pick(PLACES)]), undefined, AUTHOR)

const restoreVersion: Act = async (world) => {
  const from = { namespace: NAMESPACE, coordinate: await place(world) }
  return world.test.engine.memories.restoreVersion(from, world.pick([1, 2, 3]), undefined, AUTHOR)
}

const linkOf = async (world: ActWorld) => ({
  from: await place(world),
  to: await place(world),
  type: world.pick(['a', 'b']),
  weight: world.pick([1, 2]),
  note: world.pick([null, 'n']),
})

const link: Act = async (world) =>
  world.test.engine.links.put({ namespace: NAMESPACE, ...(await linkOf(world)) }, AUTHOR)

const linkMany: Act = async (world) =>
  world.test.engine.links.putMany(NAMESPACE, [await linkOf(world), await linkOf(world)], AUTHOR)

const unlink: Act = async ({ test, pick }) => {
  const found = await Promise.all(PLACES.map((from) => test.store.links(NAMESPACE, from, 100)))
  const all = found.flatMap((one, i) =>
    (one?.links ?? [])
      .filter(({ direction }) => direction === 'out')
      .map(({ type, memory }) => ({ from: PLACES[i] ?? [], to: memory.coordinate, type })),
  )
  return all.length > 0 && test.engine.links.remove({ namespace: NAMESPACE, ...pick(all) }, AUTHOR)
}

const merge: Act = async (world) => {
  const others = [await place(world), ...(world.chance(0.3) ? [await place(world)] : [])]
  const merging = { namespace: NAMESPACE, into: await place(world), others }
  return world.test.engine.duplicates.merging.merge(merging, AUTHOR)
}

const judge: Act = async (world) => {
  const verdict = world.pick(['same', 'different', 'skip'] as const)
  const label = { members: [await place(world), await place(world)], verdict }
  return world.test.engine.duplicates.labels.put(NAMESPACE, label, AUTHOR)
}

const takeBack: Act = async ({ test }) => {
  const { labels } = await test.engine.duplicates.labels.list(NAMESPACE, 1)
  return test.engine.duplicates.labels.remove(NAMESPACE, labels[0]?.id ?? 'none', AUTHOR)
}

const entries = async ({ test }: ActWorld): Promise<string[]> =>
  (await test.store.artefacts(NAMESPACE, { kind: 'gate-skip' })).map(({ id }) => id)

const entry = async (world: ActWorld): Promise<{ namespace: string; entry: string }> => {
  const all = await entries(world)
  return { namespace: NAMESPACE, entry: all.length === 0 ? 'none' : world.pick(all) }
}

const settleMany: Act = async (world) => {
  const how = world.pick(['store', 'merge', 'confirm'] as const)
  const some = { namespace: NAMESPACE, entries: await entries(world), how }
  return world.test.engine.inbox.settleMany(some, AUTHOR)
}

const saveQuery: Act = ({ test, pick }) => {
  const query = { name: pick(['one', 'two']), query: pick(WORDS), k: 10 }
  return test.engine.savedQueries.save(NAMESPACE, query, 'replace', AUTHOR)
}

const star: Act = async (world) => {
  const { test, pick } = world
  const set = { namespace: NAMESPACE, set: pick(['x', 'y']) }
  const expected = { coordinate: await place(world), grade: pick([1, 2]) }
  return test.engine.golden.changes.star(set, { query: pick(WORDS) }, expected, AUTHOR)
}

const removeSet: Act = ({ test, pick }) =>
  test.engine.golden.changes.remove({ namespace: NAMESPACE, set: pick(['x', 'y']) }, AUTHOR)

const report: Act = async (world) => {
  const said = { outcome: world.pick(['yes', 'no']), predicted: 'yes' }
  const about = { namespace: NAMESPACE, coordinate: await place(world), ...said }
  return world.test.engine.life.outcomes.report(about, AUTHOR)
}

/** One or two at a time; undefined takes a choice back. */
const choose: Act = ({ test, pick, chance }) => {
  const keys = Object.keys(CHOICES) as (keyof typeof CHOICES)[]
  const some = new Set(chance(0.3) ? [pick(keys), pick(keys)] : [pick(keys)])
  const changes = [...some].map(
    (key) => [key, pick<SettingValue | undefined>([...CHOICES[key], undefined])] as const,
  )
  return test.engine.settings.change(new Map(changes), AUTHOR)
}

const sweepLater: Act = ({ test, pick }) => {
  test.time.now += pick([3600, 6 * 3600])
  return test.engine.decay.sweep({ author: 'soma' })
}

const accept: Act = async (world) => {
  const chosen = { decay: [await place(world)], evict: [await place(world)] }
  return world.test.engine.decay.accept({ namespace: NAMESPACE, ...chosen }, AUTHOR)
}

/** A file of lines, which may take away what it does not have; it may have names in place of coordinates, and links. */
const importFile: Act = async (world) => {
  const { test, pick, chance } = world
  const memory = () => {
    const { payload, type, importance } = writeOf(world)
    return { memory: { coordinate: pick(PLACES), payload, type, importance } }
  }
  const named = { id: pick(['p', 'q']), text: pick(WORDS) }
  const link = { link: { from: await place(world), to: pick(PLACES), type: 'a', weight: pick([1, 2]) } }
  const lines = [memory(), ...(chance(0.5) ? [memory()] : []), ...(chance(0.3) ? [named] : []), link]
  const parts = lines.map((line) => `${JSON.stringify(line)}\n`)
  const mode = pick(['skip', 'update', 'replace'] as const)
  return importText(test.engine, 'jsonl', parts, { namespace: NAMESPACE, mode })
}

const make: Act = ({ test, pick }) => test.engine.namespaces.create(pick(BESIDE), { author: AUTHOR })

const copy: Act = ({ test, pick }) => test.engine.namespaces.copy(NAMESPACE, pick(BESIDE), AUTHOR)

/** One that is there, as a rule. */
const beside = async ({ test, pick, chance }: ActWorld): Promise<string> => {
  const there = (await test.store.namespaces()).map(({ name }) => name).filter((name) => name !== NAMESPACE)
  return pick(there.length > 0 && chance(0.9) ? there : BESIDE)
}

const rename: Act = async (world) =>
  world.test.engine.namespaces.rename(await beside(world), world.pick(BESIDE), AUTHOR)

const takeAway: Act = async (world) => world.test.engine.namespaces.remove(await beside(world), AUTHOR)

const storeBeside: Act = async (world) => {
  const input = { namespace: await beside(world), ...putOf(world) }
  return world.test.engine.memories.store(input, AUTHOR)
}

/** Undoes one of the latest changes, or any one by its number: an undo is redone so. */
const undo: Act = async ({ test, pick, chance }) => {
  const changes = await test.engine.journal.list({ limit: 60 })
  const open = changes.filter(({ undoneBy }) => undoneBy === null)
  const some = chance(0.7) ? open.slice(0, 3) : changes
  return some.length > 0 && test.engine.journal.undo(pick(some).seq, AUTHOR)
}

const redo: Act = async ({ test, pick }) => {
  const changes = await test.engine.journal.list({ limit: 60 })
  const undone = changes.filter(({ action, undoneBy }) => action === 'undo' && undoneBy === null)
  return undone.length > 0 && test.engine.journal.undo(pick(undone.slice(0, 2)).seq, AUTHOR)
}

export const ACTS: readonly (readonly [string, Act])[] = [
  ...Array.from({ length: 5 }, () => ['store', store] as const),
  ['supersede', supersede],
  ['store many', storeMany],
  ['remember', remember],
  ['set', set],
  ['remove', remove],
  ['restore', restore],
  ['restore a version', restoreVersion],
  ['link', link],
  ['link many', linkMany],
  ['unlink', unlink],
  ['merge', merge],
  ['judge', judge],
  ['take a judgement back', takeBack],
  ['store anyway', async (world) => world.test.engine.inbox.storeAnyway(await entry(world), AUTHOR)],
  ['merge a stopped write', async (world) => world.test.engine.inbox.mergeInto(await entry(world), AUTHOR)],
  ['confirm', async (world) => world.test.engine.inbox.confirm(await entry(world), AUTHOR)],
  ['settle many', settleMany],
  ['save a query', saveQuery],
  ['star', star],
  ['remove a golden set', removeSet],
  ['report an outcome', report],
  ['choose settings', choose],
  ['choose settings', choose],
  ['sweep', sweepLater],
  ['accept', accept],
  ['undo', undo],
  ['undo', undo],
  ['redo', redo],
  ['go to a point', (world) => world.goTo()],
  ['import', importFile],
  ['make a namespace', make],
  ['copy the namespace', copy],
  ['rename a namespace', rename],
  ['delete a namespace', takeAway],
  ['store in another namespace', storeBeside],
  ['store in another namespace', storeBeside],
  ['restart', (world) => world.restart()],
]
