import type { DoctorPart, DoctorReach, DoctorReport } from '#contract/doctor'
import { mendNamespace } from '../outbox/compare.ts'
import type { Clock, MemoryStore } from '../ports.ts'
import type { ActiveVectors } from '../vectors/active-vectors.ts'
import { checkIndex } from './check-index.ts'
import { checkSecond, type SecondOpinion } from './check-second.ts'
import type {
  CopyDiagnosis,
  CopyFiles,
  DoctorFiles,
  FileDiagnosis,
  FileFinding,
  RowDifference,
} from './doctor-ports.ts'

interface DoctorParts {
  readonly store: MemoryStore
  readonly vectors: ActiveVectors
  readonly clock: Clock
  /** Null where vectors are on this computer alone. */
  readonly second?: (() => SecondOpinion | null) | undefined
}

/** What cannot be made from the memories: a backup helps. */
const BEYOND_REPAIR: readonly DoctorPart[] = ['file', 'ids']

/** Rows of the copy that one write settles. */
const ROWS_AT_ONCE = 500

/** Where the other side gives no answer, that is what is found. */
const lookAtCopy = async (copy: CopyFiles, signal: AbortSignal): Promise<CopyDiagnosis> => {
  try {
    return await copy.compare(signal)
  } catch (error) {
    signal.throwIfAborted()
    const what = `it cannot be compared with Redis: ${(error as Error).message}`
    const found = { part: 'copy', namespace: null, coordinate: null, what, canRepair: false } as const
    return { compared: 0, rows: [{ table: '', key: [], space: null, right: 'neither' }], found: [found] }
  }
}

const checkedCopy = ({ compared, rows }: CopyDiagnosis) => ({
  part: 'copy' as const,
  compared,
  differences: rows.length,
})

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
    // First: what is taken over from there may bring the rest in order, or make it differ.
    const copy = files.copy === undefined ? null : await lookAtCopy(files.copy, signal)
    const file = await files.diagnose(signal)
    const index = await checkIndex(store, vectors.current(), signal)
    const graph = file === null ? null : await this.#graph(file)
    const asked = this.#parts.second?.() ?? null
    const second = asked && (await checkSecond(asked, { signal, vectors: vectorsElsewhere }))
    const parts = [
      ...(copy === null ? [] : [checkedCopy(copy)]),
      ...(file?.checked ?? []),
      index.checked,
      ...(graph === null ? [] : [graph.checked]),
      ...(second?.checked ?? []),
    ]
    const found = [
      ...(copy?.found ?? []),
      ...(file?.found ?? []),
      ...index.found,
      ...(graph?.found ?? []),
      ...(second?.found ?? []),
    ]
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
    {
      reach = 'sample',
      author = 'doctor',
    }: { readonly reach?: DoctorReach | undefined; readonly author?: string } = {},
  ): Promise<DoctorReport> {
    const { store, vectors } = this.#parts
    if (files.copy !== undefined) await this.#settleCopy(files.copy, { signal, author })
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

  /** A part at a time, each one write. */
  async #settleCopy(
    copy: CopyFiles,
    { signal, author }: { readonly signal: AbortSignal; readonly author: string },
  ): Promise<void> {
    const { store, vectors, clock } = this.#parts
    const { rows } = await lookAtCopy(copy, signal)
    for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
      signal.throwIfAborted()
      const some = rows.slice(at, at + ROWS_AT_ONCE)
      const of = (side: RowDifference['right']) => some.filter(({ right }) => right === side)
      const take = await copy.rowsThere(of('there'), signal)
      const giveBack = of('here')
      if (take.length + giveBack.length === 0) continue
      await store.settleRows({ take, giveBack, at: clock.now(), author })
    }
    await vectors.current().sync.follow()
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
