import type { EmbedderField, EmbedderSettings, OfferedEmbedder } from '#contract/embedders'
import { wordsOf } from '../../words/words.ts'

const t = wordsOf('settings')

type FieldKey = EmbedderField['key']

/** What is typed in the dialog. */
export interface EmbedderDraft {
  readonly provider: string
  readonly values: { readonly [K in FieldKey]?: string }
}

const isWholeNumber = (text: string): boolean => /^[1-9]\d{0,4}$/.test(text)

/** What is wrong with one field, or null. */
export const problemOf = ({ key, isRequired }: EmbedderField, value = ''): string | null => {
  if (value.trim() === '') return isRequired ? t('thisIsNeeded') : null
  if (key === 'dimension' && !isWholeNumber(value.trim())) return t('writeAWholeNumber1')
  if (key === 'pooling' && !['mean', 'cls'].includes(value.trim())) return t('writeMeanOrCls')
  return null
}

export const isComplete = ({ values }: EmbedderDraft, { fields }: OfferedEmbedder): boolean =>
  fields.every((field) => problemOf(field, values[field.key]) === null)

const isPrefix = (key: string): boolean => key.endsWith('_prefix')

/** What was left empty is left out. The space at the end of a prefix is a part of it. */
export const toSettings = ({ provider, values }: EmbedderDraft): EmbedderSettings => {
  const filled = Object.entries(values)
    .filter(([, value]) => value.trim() !== '')
    .map(([key, value]) => [key, isPrefix(key) ? value : value.trim()] as const)
    .map(([key, value]) => [key, key === 'dimension' ? Number(value) : value])
  return { provider, ...Object.fromEntries(filled) } as EmbedderSettings
}
