import type { DoctorPart, DoctorReach, DoctorReport } from '#contract/doctor'
import { mendNamespace } from '../outbox/compare.ts'
import type { Clock, MemoryStore } from '../ports.ts'
import type { ActiveVectors } from '../vectors/active-vectors.ts'
import { checkIndex } from './check-index.ts'
import { checkSecond, type SecondOpinion } from './check-second.ts'
import type { DoctorFiles, FileDiagnosis, FileFinding } from './doctor-ports.ts'

interface DoctorParts {
  readonly store: MemoryStore
  readonly vectors: ActiveVectors
  readonly clock: Clock
  /** Null where vectors are on this computer alone. */
  readonly second?: (() => SecondOpinion | null) | undefined
}

/** What cannot be made from the memories: a backup helps. */
const BEYOND_REPAIR: readonly DoctorPart[] = ['file', 'ids']

/** STO-6: what is derived from the memories, held against them and made anew. */
export class Doctor {
  readonly #parts: DoctorParts

  constructor(parts: DoctorParts) {
    this.#parts = parts
  }

  /** @param reach how many of the vectors in a second store are read back */
  async check(files: DoctorFiles, signal: AbortSignal, reach: DoctorReach = 'sample'): Promise<DoctorReport> {
    return (await this.#look(files, signal, reach)).report
  }

  async #look(files: DoctorFiles, signal: AbortSignal, vectorsElsewhere: DoctorReach) {
    const { store, vectors, clock } = this.#parts
    const started = clock.elapsed()
    const file = await files.diagnose(signal)
    const index = await checkIndex(store, vectors.current(), signal)
    const graph = file === null ? null : await this.#graph(file)
    const asked = this.#parts.second?.() ?? null
    const second = asked && (await checkSecond(asked, { signal, vectors: vectorsElsewhere }))
    const parts = [
      ...(file?.checked ?? []),
      index.checked,
      ...(graph === null ? [] : [graph.checked]),
      ...(second?.checked ?? []),
    ]
    const found = [...(file?.found ?? []), ...index.found, ...(graph?.found ?? []), ...(second?.found ?? [])]
    const report: DoctorReport = {
      checked: parts.map((part) => ({ ...part })),
      differences: found.map(({ coordinate, ...finding }) => ({
        ...finding,
        coordinate: coordinate && [...coordinate],
        canRepair: finding.canRepair ?? !BEYOND_REPAIR.includes(finding.part),
      })),
      total: parts.reduce((sum, { differences }) => sum + differences, 0),
      seconds: (clock.elapsed() - started) / 1000,
    }
    return { report, spoilt: file?.spoilt ?? [], elsewhere: second?.differing ?? [] }
  }

  /** Makes anew what differs, and looks again. */
  async repair(
    files: DoctorFiles,
    signal: AbortSignal,
    reach: DoctorReach = 'sample',
  ): Promise<DoctorReport> {
    const { store, vectors } = this.#parts
    const { report: before, spoilt, elsewhere } = await this.#look(files, signal, reach)
    const isWrong = (part: DoctorPart): boolean =>
      before.checked.some((one) => one.part === part && one.differences > 0)
    if (isWrong('keywords') || isWrong('counts')) await store.mend()
    const { sync } = vectors.current()
    if (isWrong('vectors')) await sync.complete()
    if (isWrong('index')) await sync.refillFromStore()
    if (spoilt.length > 0) {
      await files.forgetSaved(spoilt)
      await sync.save('any-change')
    }
    const second = this.#parts.second?.() ?? null
    if (second !== null) for (const one of elsewhere) await mendNamespace(second, one, signal)
    return before.total === 0 ? before : this.check(files, signal, reach)
  }

  /** The graph in memory against the links of the file, where nothing changed meanwhile. */
  async #graph({ seq, links }: FileDiagnosis) {
    const { store } = this.#parts
    const found: FileFinding[] = []
    let compared = 0
    for (const { namespace, count, weight } of links) {
      const columns = await store.graphColumns(namespace)
      if ((await store.seq()) !== seq) continue
      compared += count
      const sum = columns.weight.reduce((all, one) => all + one, 0)
      const isSame = columns.from.length === count && Math.abs(sum - weight) <= 1e-6 * Math.max(1, weight)
      if (isSame) continue
      const what = `the graph has ${columns.from.length} links, and the memories have ${count}`
      found.push({ part: 'graph', namespace, coordinate: null, what })
    }
    return { checked: { part: 'graph' as const, compared, differences: found.length }, found }
  }
}
