import type { RecallQuery } from '#contract/recall'

/** The words of a context: every text in it, in order. */
export const contextText = (context: NonNullable<RecallQuery['context']>): string => {
  const texts: string[] = []
  collect(Object.values(context), texts)
  return texts.join('\n')
}

const collect = (values: readonly unknown[], into: string[]): void => {
  for (const value of values) {
    if (typeof value === 'string') into.push(value)
    else if (typeof value === 'object' && value !== null) collect(Object.values(value), into)
  }
}
