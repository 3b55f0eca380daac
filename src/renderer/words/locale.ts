import { createStore } from 'zustand/vanilla'
import type { Messages } from './messages.ts'
import type { SaidTexts } from './sentence-patterns.ts'

/** The languages that the interface speaks, each by its own name. */
export const LOCALES = [
  { id: 'en', name: 'English' },
  { id: 'de', name: 'Deutsch' },
  { id: 'zh-CN', name: '中文' },
] as const

export type Locale = (typeof LOCALES)[number]['id']
export type Language = Locale | 'system'

interface OfLanguage {
  /** Texts that this locale has; English stands in for the rest. */
  readonly messages: Messages
  /** What the engine says: its patterns, each with its text in this language. Null where that is English. */
  readonly said: SaidTexts | null
}

/** English comes with the page; the others are files that are read once somebody wants them. */
const LOADERS: Readonly<Record<Locale, () => Promise<OfLanguage>>> = {
  en: async () => ({ messages: {}, said: null }),
  de: async () => {
    const [{ de }, { said }, { patterns }] = await Promise.all([
      import('./de/index.ts'),
      import('./de/said/index.ts'),
      import('./en/said/index.ts'),
    ])
    return { messages: de, said: { patterns, texts: said } }
  },
  'zh-CN': async () => {
    const [{ zhCn }, { said }, { patterns }] = await Promise.all([
      import('./zh-cn/index.ts'),
      import('./zh-cn/said/index.ts'),
      import('./en/said/index.ts'),
    ])
    return { messages: zhCn, said: { patterns, texts: said } }
  },
}

interface Spoken extends OfLanguage {
  readonly locale: Locale
}

export const spoken = createStore<Spoken>(() => ({ locale: 'en', messages: {}, said: null }))

export const currentLocale = (): Locale => spoken.getState().locale

/** The first of the wanted languages that the interface speaks: `de-AT` is served by `de`. English if it speaks none. */
export const resolveLocale = (language: Language, wanted: readonly string[]): Locale => {
  if (language !== 'system') return language
  for (const tag of wanted) {
    const found = LOCALES.find(({ id }) => id.split('-')[0] === tag.toLowerCase().split('-')[0])
    if (found) return found.id
  }
  return 'en'
}

/** The reader's own kind of a language, such as `en-GB`, where the browser names one: it decides how a day is written. */
export const regionalLocale = (locale: Locale): string => {
  const languages = typeof navigator === 'undefined' ? [] : navigator.languages
  return languages.find((tag) => tag.split('-')[0] === locale.split('-')[0]) ?? locale
}

let latest: Locale = 'en'

/** Speaks a language once its texts are there. A later call wins over an earlier one that takes longer. */
export const speak = async (locale: Locale): Promise<void> => {
  latest = locale
  const texts = await LOADERS[locale]()
  if (latest === locale && currentLocale() !== locale) spoken.setState({ locale, ...texts })
}
