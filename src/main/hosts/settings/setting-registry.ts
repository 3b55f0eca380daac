import { z } from 'zod'
import type { Setting, SettingValue } from '#contract/settings'
import { ConfigSchema } from '../config-schema.ts'
import { allowedWords } from './allowed-words.ts'
import { effectOf, isSecret } from './setting-effects.ts'

/** What holds for a setting whatever its value is. */
export type SettingDefinition = Omit<Setting, 'value' | 'source' | 'fixedBy' | 'isPending' | 'secret'> & {
  readonly isSecret: boolean
}

type Kind = Pick<SettingDefinition, 'type' | 'min' | 'max' | 'choices' | 'auto'>

/** What the schema says of a field, from the outside in. */
interface Peeled {
  readonly inner: z.ZodType
  readonly doc: string
  readonly fallback: unknown
  readonly optional: boolean
}

const peel = (schema: z.ZodType): Peeled => {
  let inner: unknown = schema
  let [doc, fallback, optional] = ['', undefined as unknown, false]
  for (;;) {
    doc ||= (inner as z.ZodType).description ?? ''
    if (inner instanceof z.ZodDefault) fallback ??= inner.def.defaultValue
    else if (inner instanceof z.ZodOptional) optional = true
    else if (!(inner instanceof z.ZodPrefault)) return { inner: inner as z.ZodType, doc, fallback, optional }
    inner = inner.unwrap()
  }
}

const PLAIN: Omit<Kind, 'type'> = { min: null, max: null, choices: [], auto: false }

const kindOf = (schema: z.ZodType): Kind => {
  if (schema instanceof z.ZodBoolean) return { ...PLAIN, type: 'switch' }
  if (schema instanceof z.ZodEnum) return { ...PLAIN, type: 'choice', choices: schema.options.map(String) }
  if (schema instanceof z.ZodNumber) return numberKind(schema)
  if (schema instanceof z.ZodUnion) return unionKind(schema)
  if (schema instanceof z.ZodArray) return listKind(schema.element as z.ZodType)
  if (schema instanceof z.ZodString) return { ...PLAIN, type: 'text' }
  return { ...PLAIN, type: 'json' }
}

const numberKind = (schema: z.ZodNumber): Kind => ({
  ...PLAIN,
  type: schema.isInt ? 'integer' : 'number',
  min: boundOf(schema.minValue),
  max: boundOf(schema.maxValue),
})

/** What only says how far numbers reach is no bound that a person means. */
const boundOf = (value: number | null): number | null =>
  value === null || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? null : value

/** `auto`, or a number. */
const unionKind = ({ options }: z.ZodUnion): Kind => {
  const number = options.find((option) => option instanceof z.ZodNumber)
  return number === undefined ? { ...PLAIN, type: 'json' } : { ...numberKind(number), auto: true }
}

const listKind = (element: z.ZodType): Kind => {
  const { type, choices } = kindOf(element)
  return type === 'text' || type === 'choice'
    ? { ...PLAIN, type: 'list', choices }
    : { ...PLAIN, type: 'json' }
}

const UNITS = /_(seconds|hours|days|bytes)$/

const walk = (schema: z.ZodType, path: string, groupDoc: string): SettingDefinition[] => {
  const { inner, doc, fallback, optional } = peel(schema)
  if (inner instanceof z.ZodObject) {
    return Object.entries(inner.shape as Record<string, z.ZodType>).flatMap(([key, field]) =>
      walk(field, path === '' ? key : `${path}.${key}`, doc),
    )
  }
  const kind = kindOf(inner)
  return [
    {
      ...kind,
      key: path,
      // Fields of a group that says what it is for need not each say it again.
      doc: doc || groupDoc,
      optional: optional && fallback === undefined,
      unit: UNITS.exec(path)?.[1] ?? null,
      // Numbers as people read them: not made at each start.
      get allowed() {
        return allowedWords(kind)
      },
      default: (fallback ?? null) as SettingValue,
      effect: effectOf(path),
      isSecret: isSecret(path),
    },
  ]
}

/** Every setting there is, in the order of the schema. */
export const settingRegistry: ReadonlyMap<string, SettingDefinition> = new Map(
  walk(ConfigSchema, '', '').map((definition) => [definition.key, definition]),
)
