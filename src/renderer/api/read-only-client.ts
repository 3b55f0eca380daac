import { AppError } from '#contract/errors'
import type { SomaClient } from '#contract/index'
import { outline, type ProcedureOutline } from '#contract/outline'
import { wordsOf } from '../words/words.ts'

const t = wordsOf('system')

type Call = (...args: readonly unknown[]) => unknown

const refusal = (): AppError =>
  new AppError('store/read-only', {
    reason: t('readOnlyModeIsOnIn'),
  })

/** Ends with the refusal when it is read, as the errors of a stream do. */
// biome-ignore lint/correctness/useYield: it has nothing to give
async function* refusedStream(): AsyncGenerator<never> {
  throw refusal()
}

const guarded = ({ effect, kind }: ProcedureOutline, call: Call, isReadOnly: () => boolean): Call => {
  if (effect !== 'write') return call
  return (...args) => {
    if (!isReadOnly()) return call(...args)
    return kind === 'stream' ? refusedStream() : Promise.reject(refusal())
  }
}

/** The client, which refuses what writes while read-only mode is on: whatever a screen forgot to switch off. */
export const readOnlyClient = (client: SomaClient, isReadOnly: () => boolean): SomaClient => {
  const groups = Object.entries(outline).map(([group, procedures]) => {
    const calls = client[group as keyof SomaClient] as Readonly<Record<string, Call>>
    const methods = Object.entries(procedures).map(([name, procedure]) => [
      name,
      guarded(procedure, calls[name] as Call, isReadOnly),
    ])
    return [group, Object.fromEntries(methods)]
  })
  return Object.fromEntries(groups) as SomaClient
}
