import type { QueryClient } from '@tanstack/react-query'
import type { SomaClient } from '#contract/index'
import { wordsOf } from '../words/words.ts'
import { attemptWith } from './attempt-change.ts'
import { describeError } from './describe-error.ts'
import type { ChangePorts } from './golden-mutations.ts'

const t = wordsOf('changes')

type Input<M extends keyof SomaClient['decay']> = Parameters<SomaClient['decay'][M]>[0]
type Swept = Awaited<ReturnType<SomaClient['decay']['sweep']>>

/** What a sweep did, in the order in which it does it. */
const sweptWords = ({ decayed, evicted, reduced, purged, purgedVersions }: Swept): string => {
  const parts = [
    [decayed, t('countMemoriesDecayed', { count: decayed })],
    [evicted, t('countMemoriesEvictedToThe', { count: evicted })],
    [reduced, t('countMemoriesReduced', { count: reduced })],
    [purged, t('countMemoriesDeletedForGood', { count: purged })],
    [purgedVersions, t('countVersionsDeletedForGood', { count: purgedVersions })],
  ] as const
  const said = parts.filter(([count]) => count > 0).map(([, words]) => words)
  return said.length === 0 ? t('nothingWasDue') : said.join(', ')
}

/** Every change of the decay screen. What can be undone offers Undo; the rest says that it is for good. */
export const createDecayMutations = ({
  client: { decay },
  queryClient,
  toast,
}: ChangePorts & { readonly queryClient: QueryClient }) => {
  const attempt = attemptWith(toast)
  const failed = (error: unknown): false => {
    toast({ title: t('notDone'), detail: describeError(error).sentence, tone: 'error' })
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
      attempt(decay.accept(input), ({ count }) => t('letGoOfCountMemories', { count })),
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
      forGood(decay.purge(input), ({ purged }) => t('deletedCountMemoriesForGood', { count: purged })),
    emptyBin: (input: Input<'emptyBin'>) =>
      forGood(decay.emptyBin(input), ({ purged }) => t('emptiedTheBinCountMemories', { count: purged })),
  }
}

export type DecayMutations = ReturnType<typeof createDecayMutations>
