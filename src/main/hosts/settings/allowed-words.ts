import type { Setting } from '#contract/settings'

type Kind = Pick<Setting, 'type' | 'min' | 'max' | 'choices' | 'auto'>

/** What may be written, so that it completes "must be ...". */
export const allowedWords = (kind: Kind): string => {
  const { type, choices } = kind
  switch (type) {
    case 'switch':
      return 'true or false'
    case 'choice':
      return `one of ${choices.join(', ')}`
    case 'integer':
    case 'number':
      return numberWords(kind)
    case 'list':
      return choices.length > 0 ? `a list out of ${choices.join(', ')}` : 'a list of texts'
    case 'text':
      return 'a text'
    default:
      return 'a value as described'
  }
}

const numberWords = ({ type, min, max, auto }: Kind): string => {
  const noun = type === 'integer' ? 'a whole number' : 'a number'
  const number = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 10 })
  const range =
    min !== null && max !== null
      ? ` from ${number(min)} to ${number(max)}`
      : min !== null
        ? ` of ${number(min)} or more`
        : max !== null
          ? ` of at most ${number(max)}`
          : ''
  return `${noun}${range}${auto ? ', or auto' : ''}`
}
