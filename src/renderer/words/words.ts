import { IntlMessageFormat } from 'intl-messageformat'
import { createElement, Fragment, type ReactNode } from 'react'
import { en } from './en/index.ts'
import { type Locale, spoken } from './locale.ts'
import type { Feature, Words } from './messages.ts'

interface Message {
  readonly text: string
  readonly locale: Locale
}

const messageOf = (feature: Feature, key: string): Message => {
  const { locale, messages } = spoken.getState()
  const translated = (messages[feature] as Readonly<Record<string, string>> | undefined)?.[key]
  if (translated !== undefined) return { text: translated, locale }
  return { text: (en[feature] as Readonly<Record<string, string>>)[key] ?? key, locale: 'en' }
}

/** Reading a message takes longer than filling it in, and the same few are shown all the time. */
const read = new Map<string, IntlMessageFormat>()
spoken.subscribe(() => read.clear())

const formatOf = (feature: Feature, key: string): IntlMessageFormat => {
  const name = `${feature}/${key}`
  const known = read.get(name)
  if (known) return known
  const { text, locale } = messageOf(feature, key)
  const format = new IntlMessageFormat(text, locale)
  read.set(name, format)
  return format
}

type Given = Readonly<Record<string, unknown>>

const fill = (feature: Feature, key: string, values: Given): unknown =>
  formatOf(feature, key).format(values as Record<string, string>)

/** Most messages are only what they say. */
const plain = (feature: Feature, key: string): string => {
  const { text } = messageOf(feature, key)
  return /[{}<]/.test(text) ? String(fill(feature, key, {})) : text
}

/**
 * The texts of one part of the interface, in the language of now: `t('deleted', { count: 3 })`. Ask when the text is
 * shown, never while a file is read: a text that was kept does not change with the language.
 */
export const wordsOf = <F extends Feature>(feature: F): Words<F> => {
  const say = (key: string, values?: Given): string =>
    values === undefined ? plain(feature, key) : String(fill(feature, key, values))
  const rich = (key: string, values: Given): ReactNode => {
    const parts = fill(feature, key, values)
    return createElement(Fragment, null, ...((Array.isArray(parts) ? parts : [parts]) as ReactNode[]))
  }
  return Object.assign(say, { rich }) as unknown as Words<F>
}
