import { IntlMessageFormat } from 'intl-messageformat'

/** Messages of one language, by the keys of its patterns. */
export type SaidMessages = Readonly<Record<string, string>>

export interface SaidTexts {
  /** What the engine says in English, as messages. */
  readonly patterns: SaidMessages
  /** The same in the language of now. */
  readonly texts: SaidMessages
}

type Part = ReturnType<IntlMessageFormat['getAst']>[number]
/** Kinds of parts of a message, as its parser numbers them. */
const KIND = { text: 0, argument: 1, number: 2, select: 5, plural: 6, count: 7 } as const

/** What a group of the expression is: a text, a number, or the case of a `select`. */
interface Group {
  readonly name: string
  readonly is: 'text' | 'number' | 'case'
  readonly value?: string
}

export interface Pattern {
  readonly key: string
  /** What every such sentence begins with. */
  readonly begin: string
  /** How much a match means: it grows with what stands in the pattern whatever is filled in. */
  readonly weight: number
  readonly expression: RegExp
  readonly groups: readonly Group[]
}

const NUMBER = '(-?\\d[\\d.,]*)'
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
/** Letters count, other signs only between patterns of the same letters. */
const weightOf = (text: string): number => 1000 * text.replace(/[^\p{L}]/gu, '').length + text.length
/** A sentence and another one after it: tried first, or a value of the first would swallow the second. */
const FOLLOWS = 1e9
const isFollowing = ([first, second]: readonly Part[]): boolean =>
  first?.type === KIND.argument && second?.type === KIND.text && /^ [A-Z]/.test(second.value)

/** A message read as a pattern: its texts must be there, its values are found between them. */
const patternOf = (key: string, message: string): Pattern => {
  const parts = new IntlMessageFormat(message, 'en').getAst()
  const groups: Group[] = []
  const group = (one: Group, inner: string): string => {
    groups.push(one)
    return inner
  }
  const source = (list: readonly Part[], plural: string): string =>
    list.map((part) => sourceOf(part, plural)).join('')
  const sourceOf = (part: Part, plural: string): string => {
    switch (part.type) {
      case KIND.text:
        return escaped(part.value)
      case KIND.argument:
        return group({ name: part.value, is: 'text' }, '([\\s\\S]*?)')
      case KIND.number:
        return group({ name: part.value, is: 'number' }, NUMBER)
      case KIND.count:
        return group({ name: plural, is: 'number' }, NUMBER)
      case KIND.plural:
        return `(?:${Object.values(part.options)
          .map(({ value }) => source(value, part.value))
          .join('|')})`
      case KIND.select:
        return `(?:${Object.entries(part.options)
          .map(([value, option]) =>
            group({ name: part.value, is: 'case', value }, `(${source(option.value, plural)})`),
          )
          .join('|')})`
      default:
        throw new Error(`No pattern is made of "${message}".`)
    }
  }
  const first = parts[0]
  return {
    key,
    begin: first?.type === KIND.text ? first.value : '',
    weight: parts.reduce(
      (sum, part) => sum + (part.type === KIND.text ? weightOf(part.value) : 0),
      isFollowing(parts) ? FOLLOWS : 0,
    ),
    expression: new RegExp(`^${source(parts, '')}$`),
    groups,
  }
}

export type Values = Readonly<Record<string, string | number>>

/** What was filled in, if the sentence is one of this pattern. */
export const valuesIn = ({ begin, expression, groups }: Pattern, sentence: string): Values | null => {
  if (!sentence.startsWith(begin)) return null
  const found = expression.exec(sentence)
  if (found === null) return null
  const values: Record<string, string | number> = {}
  groups.forEach(({ name, is, value }, i) => {
    const text = found[i + 1]
    if (text === undefined) return
    values[name] =
      is === 'number' ? Number(text.replaceAll(',', '')) : is === 'case' ? (value as string) : text
  })
  return values
}

/** All patterns, those that say the most first. */
export const patternsOf = (messages: SaidMessages): readonly Pattern[] =>
  Object.entries(messages)
    .map(([key, message]) => patternOf(key, message))
    .sort((a, b) => b.weight - a.weight)
