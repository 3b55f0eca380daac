import type { GetICUArgs } from '@schummar/icu-type-parser'
import type { ReactNode } from 'react'
import type { en } from './en/index.ts'

/** English is complete, and says which texts there are. */
type English = typeof en
/** A part of the interface with a message file of its own. */
export type Feature = keyof English
type Key<F extends Feature> = keyof English[F] & string

/** Keys of messages that only say what they say, for tables of keys. */
export type PlainKey<F extends Feature> = {
  [K in Key<F>]: English[F][K] extends `${string}{${string}` | `${string}</${string}` ? never : K
}[Key<F>]

/** The whole of a feature in another language: a missing or an extra key does not compile. */
export type Translation<F extends Feature> = Readonly<Record<Key<F>, string>>
/** What a locale has. A feature that is not there is shown in English. */
export type Messages = { readonly [F in Feature]?: Translation<F> }

type Text<F extends Feature, K extends Key<F>> = English[F][K] & string

interface OfText {
  ICUNumberArgument: number
  ICUDateArgument: Date
  ICUArgument: string | number
}
interface OfNodes {
  ICUNumberArgument: number
  ICUDateArgument: Date
  ICUArgument: ReactNode
}

type Tags<T extends string> = T extends `${string}</${infer Tag}>${infer Rest}` ? Tag | Tags<Rest> : never

/** What a message wants to know: `{name}` a text or a number, `{count, plural, …}` a number. */
type Values<T extends string> = GetICUArgs<T, OfText>
/** The same, but that a value may be an element, and each tag is a function of what stands in it. */
type RichValues<T extends string> = GetICUArgs<T, OfNodes> & {
  [tag in Tags<T>]: (inner: ReactNode[]) => ReactNode
}

type NoTags<T extends string> = Tags<T> extends never ? unknown : 'This message has tags: use rich()'
type Arguments<V> = [keyof V] extends [never] ? [] : [values: V]

export interface Words<F extends Feature> {
  <K extends Key<F>>(key: K & NoTags<Text<F, K>>, ...values: Arguments<Values<Text<F, K>>>): string
  /** With elements in it. */
  rich<K extends Key<F>>(key: K, values: RichValues<Text<F, K>>): ReactNode
}
