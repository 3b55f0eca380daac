import type { Locale } from '#contract/desktop'
import { de } from './de.ts'
import { en, type NativeTexts } from './en.ts'
import { zhCn } from './zh-cn.ts'

const TEXTS: Readonly<Record<Locale, NativeTexts>> = { en, de, 'zh-CN': zhCn }

/** The first of the wanted languages that the app speaks; English if it speaks none. */
const localeOf = (wanted: readonly string[]): Locale => {
  const locales = Object.keys(TEXTS) as Locale[]
  const short = (tag: string): string => tag.toLowerCase().split('-')[0] ?? ''
  for (const tag of wanted) {
    const found = locales.find((locale) => short(locale) === short(tag))
    if (found) return found
  }
  return 'en'
}

/** The language of menus, dialogs and tray: that of the system until a page says which one it speaks. */
export class NativeWords {
  #locale: Locale
  /** Called when another language is spoken. */
  onChange: () => void = () => {}

  constructor(wanted: readonly string[]) {
    this.#locale = localeOf(wanted)
  }

  get texts(): NativeTexts {
    return TEXTS[this.#locale]
  }

  speak(locale: Locale): void {
    if (locale === this.#locale) return
    this.#locale = locale
    this.onChange()
  }
}
