import { glove100 } from './glove100.ts'
import type { RowSource } from './row-source.ts'
import { synthetic } from './synthetic.ts'
import { semantic, text } from './text.ts'

export const sourceNames = ['glove100', 'text', 'semantic', 'synthetic'] as const
export type SourceName = (typeof sourceNames)[number]

export const isSourceName = (name: string): name is SourceName =>
  (sourceNames as readonly string[]).includes(name)

/** Rows where `--n` does not say: all of the real sets. */
export const defaultRows: Readonly<Record<SourceName, number>> = {
  glove100: Number.POSITIVE_INFINITY,
  text: Number.POSITIVE_INFINITY,
  semantic: Number.POSITIVE_INFINITY,
  synthetic: 100_000,
}

/** The dimension is for those that are made for any. */
export const sourceOf = (name: SourceName, dimension: number): RowSource => {
  return name === 'synthetic' ? synthetic(dimension) : { glove100, text, semantic }[name]
}
