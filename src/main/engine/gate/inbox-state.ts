import { v5 as uuidV5 } from 'uuid'
import type { GateVerdict } from '#contract/gate-verdict'
import type { MemoryType } from '#contract/memory'
import type { Artefact } from '../artefact-ports.ts'
import type { GateWeights } from './gate-score.ts'

/**
 * A stopped write, as it rests. `payload`, `author` and `reason` are known to what seals it; the title of the nearest
 * is not kept, since it quotes another memory.
 */
export interface InboxState {
  readonly createdAt: number
  readonly author: string
  readonly coordinate: readonly number[]
  /** The place was found for it, so another does as well (LIFE-1). */
  readonly isPlaced?: true
  readonly type: MemoryType
  readonly importance: number
  readonly timestamp: number | null
  readonly payload: string
  readonly reason: string | null
  readonly reward: number | null
  readonly gate: Omit<GateVerdict, 'nearest'>
  readonly nearest: { readonly coordinate: readonly number[]; readonly similarity: number } | null
  readonly weights: GateWeights
}

const ID_NAMESPACE = uuidV5('soma:gate-skip', uuidV5.URL)

/** Says nothing of the payload, which may rest sealed. @param count tells writes of one moment apart */
export const inboxId = ({ createdAt, coordinate }: InboxState, count: number): string =>
  uuidV5(`${createdAt} ${coordinate.join(',')} ${count}`, ID_NAMESPACE)

export const readInboxState = ({ state }: Artefact): InboxState => JSON.parse(state) as InboxState
