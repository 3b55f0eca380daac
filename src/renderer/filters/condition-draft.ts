import { Filter, type FilterLeaf } from '#contract/filter'
import { wordsOf } from '../words/words.ts'
import type { Condition } from './filter-set.ts'
import { parseScalar, parseScalars, scalarsText, scalarText } from './scalar-text.ts'

const t = wordsOf('filters')

export const KINDS = ['type', 'pinned', 'tag', 'field', 'importance', 'time', 'box'] as const
export type Kind = (typeof KINDS)[number]

export const FIELD_OPERATORS = ['is', 'in', 'contains', 'exists', '<', '<=', '>', '>='] as const
export type FieldOperator = (typeof FIELD_OPERATORS)[number]

/** A condition while it is written: texts as typed, kept when the kind changes and changes back. */
export interface Draft {
  readonly kind: Kind
  readonly not: boolean
  readonly type: 'episodic' | 'semantic'
  readonly pinned: boolean
  readonly tag: string
  readonly field: string
  readonly operator: FieldOperator
  readonly value: string
  readonly min: number | null
  readonly max: number | null
  readonly timeOf: 'timestamp' | 'created' | 'updated'
  /** Epoch seconds; NaN where what was typed is no moment. */
  readonly from: number | null
  readonly to: number | null
  readonly boxMin: string
  readonly boxMax: string
}

export const EMPTY_DRAFT: Draft = {
  kind: 'field',
  not: false,
  type: 'semantic',
  pinned: true,
  tag: '',
  field: '',
  operator: 'is',
  value: '',
  min: null,
  max: null,
  timeOf: 'timestamp',
  from: null,
  to: null,
  boxMin: '',
  boxMax: '',
}

const numbers = (text: string): number[] =>
  text
    .split(/[\s,()[\]]+/)
    .filter((part) => part !== '')
    .map(Number)

const withDefined = <T extends object>(values: T) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== null))

const fieldLeaf = ({ field, operator, value }: Draft): unknown => {
  const path = field.trim()
  switch (operator) {
    case 'exists':
      return { is: 'exists', field: path }
    case 'is':
      return { is: 'equals', field: path, value: parseScalar(value) }
    case 'in':
      return { is: 'in', field: path, values: parseScalars(value) }
    case 'contains':
      return { is: 'contains', field: path, value: parseScalar(value) }
    default:
      return { is: 'compare', field: path, op: operator, value: parseScalar(value) }
  }
}

const leafOf = (draft: Draft): unknown => {
  switch (draft.kind) {
    case 'type':
      return { is: 'type', value: draft.type }
    case 'pinned':
      return { is: 'pinned', value: draft.pinned }
    case 'tag':
      return { is: 'tag', value: draft.tag.trim() }
    case 'field':
      return fieldLeaf(draft)
    case 'importance':
      return withDefined({ is: 'importance', min: draft.min, max: draft.max })
    case 'time':
      return withDefined({
        is: 'time',
        of: draft.timeOf,
        from: draft.from,
        to: draft.to,
      })
    case 'box':
      return { is: 'box', min: numbers(draft.boxMin), max: numbers(draft.boxMax) }
  }
}

/** What the contract would let through but means nothing. */
const unfinished = (draft: Draft): string | null => {
  const { kind, min, max, from, to, operator } = draft
  if (kind === 'tag' && draft.tag.trim() === '') return t('nameATag')
  if (kind === 'field' && draft.field.trim() === '') return t('nameAPayloadFieldFor')
  if (kind === 'field' && operator !== 'exists' && draft.value.trim() === '') return t('giveAValue')
  if (kind === 'importance' && min === null && max === null) return t('giveALowestOrA')
  if (kind === 'importance' && min !== null && max !== null && min > max) return t('theLowestIsAboveThe')
  if (kind === 'time' && [from, to].some(Number.isNaN)) return t('writeADayOrADay')
  if (kind === 'time' && from === null && to === null) return t('giveABeginningOrAn')
  if (kind === 'time' && from !== null && to !== null && from > to) return t('theBeginningIsAfterThe')
  return null
}

const readable = (draft: Draft): string => {
  if (draft.kind === 'box') return t('giveTwoCoordinatesWithThe')
  if (draft.kind === 'field') {
    const isBound = FIELD_OPERATORS.indexOf(draft.operator) >= FIELD_OPERATORS.indexOf('<')
    if (isBound && !['number', 'string'].includes(typeof parseScalar(draft.value)))
      return t('aComparisonTakesANumber')
    return t('aFieldIsWrittenAs')
  }
  return t('thisConditionIsNotUsable')
}

export type DraftResult =
  | { readonly ok: true; readonly condition: Condition }
  | { readonly ok: false; readonly problem: string }

/** The condition, as the contract reads it, or what is missing. */
export const readDraft = (draft: Draft): DraftResult => {
  const problem = unfinished(draft)
  if (problem) return { ok: false, problem }
  const parsed = Filter.safeParse(leafOf(draft))
  if (!parsed.success) return { ok: false, problem: readable(draft) }
  return { ok: true, condition: { leaf: parsed.data as FilterLeaf, not: draft.not } }
}

const partOf = (leaf: FilterLeaf): Partial<Draft> => {
  switch (leaf.is) {
    case 'type':
      return { kind: 'type', type: leaf.value }
    case 'pinned':
      return { kind: 'pinned', pinned: leaf.value }
    case 'tag':
      return { kind: 'tag', tag: leaf.value }
    case 'equals':
      return { kind: 'field', operator: 'is', field: leaf.field, value: scalarText(leaf.value) }
    case 'in':
      return {
        kind: 'field',
        operator: 'in',
        field: leaf.field,
        value: scalarsText(leaf.values),
      }
    case 'exists':
      return { kind: 'field', operator: 'exists', field: leaf.field }
    case 'contains':
      return { kind: 'field', operator: 'contains', field: leaf.field, value: scalarText(leaf.value) }
    case 'compare':
      return { kind: 'field', operator: leaf.op, field: leaf.field, value: scalarText(leaf.value) }
    case 'importance':
      return { kind: 'importance', min: leaf.min ?? null, max: leaf.max ?? null }
    case 'time':
      return {
        kind: 'time',
        timeOf: leaf.of,
        from: leaf.from ?? null,
        to: leaf.to ?? null,
      }
    case 'box':
      return { kind: 'box', boxMin: leaf.min.join(', '), boxMax: leaf.max.join(', ') }
  }
}

export const draftOf = ({ leaf, not }: Condition): Draft => ({ ...EMPTY_DRAFT, ...partOf(leaf), not })
