import type { CallOptions } from '#contract/define'
import type { SomaClient } from '#contract/index'
import { outline } from '#contract/outline'
import type { PlainKey } from '../words/messages.ts'
import { wordsOf } from '../words/words.ts'
import { isCancelled } from './describe-error.ts'
import { beginWork, type Outcome } from './long-work.ts'

type Input = Readonly<Record<string, unknown>>
type Call = (input: Input, options?: CallOptions) => unknown

const t = wordsOf('system')

type Title = PlainKey<'system'>

const titleOfImport = ({ dryRun }: Input): Title => (dryRun === true ? 'tryingAnImport' : 'importing')
const titleOfMap = ({ method }: Input): Title => (method === 'umap' ? 'makingTheUmap' : 'makingThePlane')

/** What may take long, and what people call it. Every screen asks by one client, so it is followed here for all. */
const LONG: Readonly<Record<string, Title | ((input: Input) => Title)>> = {
  'imports.run': titleOfImport,
  'imports.undo': 'undoingAnImport',
  'connections.move': 'movingEverything',
  'stores.take': titleOfImport,
  'changes.undoTo': 'goingBackInHistory',
  'changes.undoEach': 'undoingChanges',
  'tuning.sweep': 'sweepingTheSettings',
  'tuning.measure': 'measuringASetting',
  'tuning.misses': 'findingWhatIsMissed',
  'map.view': titleOfMap,
  'gate.calibrate': 'calibratingTheGate',
  'duplicates.find': 'findingDuplicates',
  'golden.run': 'runningAGoldenSet',
  'graph.analysis': 'analysingTheGraph',
  'graph.export': 'exporting',
  'graph.nearUnlinked': 'findingPairs',
  'graph.linkedFar': 'findingFarLinks',
  'life.consolidationPreview': 'consolidatingEpisodes',
  'life.outliers': 'findingOutliers',
  'activity.replay': 'replayingARecording',
  'doctor.check': 'doctorChecking',
  'doctor.repair': 'doctorRepairing',
  'app.backup': 'backingUp',
  'app.restoreBackup': 'restoringABackup',
  'app.restore': 'restoringABackup',
  'app.diagnostics': 'collectingDiagnostics',
}

const numberIn = (item: object, key: string): number | null => {
  const value = (item as Input)[key]
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** Of the whole where an item says so, else of its stage. */
const progressIn = (item: unknown): { done: number; total: number } | null => {
  if (typeof item !== 'object' || item === null) return null
  const share = numberIn(item, 'share')
  if (share !== null) return { done: share, total: 1 }
  const [done, total] = [numberIn(item, 'done'), numberIn(item, 'total')]
  return done === null || total === null ? null : { done, total }
}

/** A signal of the caller's, or of whoever cancels the work. */
const follow = (path: string, input: Input, options: CallOptions) => {
  const controller = new AbortController()
  const title = LONG[path] as (typeof LONG)[string]
  const work = beginWork({
    path,
    title: typeof title === 'string' ? title : title(input),
    namespace: typeof input.namespace === 'string' && input.namespace !== '' ? input.namespace : null,
    subject: path === 'golden.run' && typeof input.set === 'string' ? input.set : null,
    cancel: () => controller.abort(),
  })
  const signal = options.signal ? AbortSignal.any([options.signal, controller.signal]) : controller.signal
  return { work, signal }
}

const outcomeOf = (error: unknown, signal: AbortSignal): Outcome =>
  signal.aborted || isCancelled(error) ? 'cancelled' : 'failed'

async function* followed(path: string, call: Call, input: Input, options: CallOptions) {
  const { work, signal } = follow(path, input, options)
  // A reader that leaves ends it as a cancel does.
  let outcome: Outcome = 'cancelled'
  try {
    for await (const item of call(input, { ...options, signal }) as AsyncIterable<unknown>) {
      const progress = progressIn(item)
      if (progress) work.progress(progress)
      yield item
    }
    outcome = 'done'
  } catch (error) {
    outcome = outcomeOf(error, signal)
    throw error
  } finally {
    work.end(outcome)
  }
}

const awaited = async (path: string, call: Call, input: Input, options: CallOptions): Promise<unknown> => {
  const { work, signal } = follow(path, input, options)
  try {
    const value = await (call(input, { ...options, signal }) as Promise<unknown>)
    work.end('done')
    return value
  } catch (error) {
    work.end(outcomeOf(error, signal))
    throw error
  }
}

/** The client, which tells of each call that may take long, and lets it be cancelled from one place. */
export const trackedClient = (client: SomaClient): SomaClient => {
  const groups = Object.entries(outline).map(([group, procedures]) => {
    const calls = client[group as keyof SomaClient] as unknown as Readonly<Record<string, Call>>
    const methods = Object.entries(procedures).map(([name, { kind }]) => {
      const path = `${group}.${name}`
      const call = calls[name] as Call
      if (!Object.hasOwn(LONG, path)) return [name, call]
      const tell = kind === 'stream' ? followed : awaited
      return [name, (input: Input, options: CallOptions = {}) => tell(path, call, input, options)]
    })
    return [group, Object.fromEntries(methods)]
  })
  return Object.fromEntries(groups) as SomaClient
}

/** For a test: each must be a procedure of the contract. */
export const LONG_PATHS = Object.keys(LONG)

/** What a piece of work is called, in the language of now. */
export const titleOfWork = ({ title }: { readonly title: Title }): string => t(title)
