import type { GatePass, GateRecord } from '#contract/gate-record'
import type { GateVerdict } from '#contract/gate-verdict'
import type { MemoryStore, Mutation } from '../ports.ts'
import type { InboxState } from './inbox-state.ts'
import type { Ruling } from './trial.ts'

/** As it rests: beside the version, so without time, author and settings that stand there. It quotes no memory. */
interface Resting {
  readonly pass: GatePass
  readonly reward: number | null
  readonly gate: Omit<GateVerdict, 'nearest'> | null
  readonly nearest: { readonly coordinate: readonly number[]; readonly similarity: number } | null
}

/** What a write that passed brings along; nothing while the gate is off. */
export const gateRecord = (
  ruling: Ruling & { passes: true },
  reward: number | undefined,
): Pick<Mutation, 'gate'> =>
  ruling.why === null ? {} : { gate: resting(ruling.why, ruling.gate, reward ?? null) }

/** Of a write that was stopped, and that somebody stored after all. */
export const recordFromInbox = ({ gate, nearest, reward }: InboxState): Pick<Mutation, 'gate'> => ({
  gate: JSON.stringify({ pass: 'from-inbox', reward, gate, nearest } satisfies Resting),
})

const resting = (pass: GatePass, verdict: GateVerdict | null, reward: number | null): string => {
  const { nearest = null, ...gate } = verdict ?? {}
  const place = nearest && { coordinate: nearest.coordinate, similarity: nearest.similarity }
  return JSON.stringify({ pass, reward, gate: verdict && gate, nearest: place })
}

/** Newest first. */
export const readGateRecords = async (
  store: MemoryStore,
  namespace: string,
  coordinate: readonly number[],
): Promise<GateRecord[]> => {
  const found = await store.gateRecords(namespace, coordinate)
  const records = found.map(({ record }) => JSON.parse(record) as Resting)
  const places = records.flatMap(({ nearest }) => (nearest === null ? [] : [nearest.coordinate]))
  const rows = await store.rowsAt(namespace, places)
  return records.map(({ pass, reward, gate, nearest }, i) => {
    const title = nearest === null ? '' : (rows.shift()?.title ?? '')
    const shown = nearest && { ...nearest, coordinate: [...nearest.coordinate], title }
    return { version: found[i]?.version ?? 0, pass, reward, gate: gate && { ...gate, nearest: shown } }
  })
}
