import type { QueryClient } from '@tanstack/react-query'
import type { SomaClient } from '#contract/index'
import { formatPlural } from '../ui/format-number.ts'
import { attemptWith } from './attempt-change.ts'
import { describeError } from './describe-error.ts'
import type { ChangePorts } from './golden-mutations.ts'

type Input<M extends keyof SomaClient['decay']> = Parameters<SomaClient['decay'][M]>[0]
type Swept = Awaited<ReturnType<SomaClient['decay']['sweep']>>

const memories = (count: number): string => formatPlural(count, 'memory', 'memories')

/** What a sweep did, in the order in which it does it. */
const sweptWords = ({ decayed, evicted, reduced, purged, purgedVersions }: Swept): string => {
  const parts = [
    [decayed, `${memories(decayed)} decayed`],
    [evicted, `${memories(evicted)} evicted to the bin`],
    [reduced, `${memories(reduced)} reduced`],
    [purged, `${memories(purged)} deleted for good`],
    [purgedVersions, `${formatPlural(purgedVersions, 'version')} deleted for good`],
  ] as const
  const said = parts.filter(([count]) => count > 0).map(([, words]) => words)
  return said.length === 0 ? 'Nothing was due' : said.join(', ')
}

/** Every change of the decay screen. What can be undone offers Undo; the rest says that it is for good. */
export const createDecayMutations = ({
  client: { decay },
  queryClient,
  toast,
}: ChangePorts & { readonly queryClient: QueryClient }) => {
  const attempt = attemptWith(toast)
  const failed = (error: unknown): false => {
    toast({ title: 'Not done', detail: describeError(error).sentence, tone: 'error' })
    return false
  }
  const forGood = async <T>(call: Promise<T>, words: (done: T) => string): Promise<boolean> => {
    try {
      const title = words(await call)
      await queryClient.invalidateQueries()
      toast({ title })
      return true
    } catch (error) {
      return failed(error)
    }
  }
  return {
    accept: (input: Input<'accept'>) =>
      attempt(decay.accept(input), ({ count }) => `Let go of ${memories(count)}`),
    /** What went for good stays gone; all else is undone together. */
    sweep: async (): Promise<boolean> => {
      try {
        const report = await decay.sweep({})
        const last = report.changes.at(-1)
        if (report.purged + report.purgedVersions > 0) await queryClient.invalidateQueries()
        const title = sweptWords(report)
        toast(last === undefined ? { title } : { title, undo: { seq: last, all: report.changes } })
        return true
      } catch (error) {
        return failed(error)
      }
    },
    purge: (input: Input<'purge'>) =>
      forGood(decay.purge(input), ({ purged }) => `Deleted ${memories(purged)} for good`),
    emptyBin: (input: Input<'emptyBin'>) =>
      forGood(decay.emptyBin(input), ({ purged }) => `Emptied the bin: ${memories(purged)} deleted for good`),
  }
}

export type DecayMutations = ReturnType<typeof createDecayMutations>
