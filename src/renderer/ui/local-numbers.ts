import { currentLocale, type Locale } from '../words/locale.ts'

/** Writes numbers as the language of now does. Making a format takes long, so each is made once. */
export const localNumbers = (options: Intl.NumberFormatOptions): ((value: number) => string) => {
  const made = new Map<Locale, Intl.NumberFormat>()
  return (value) => {
    const locale = currentLocale()
    const known = made.get(locale)
    if (known) return known.format(value)
    const format = new Intl.NumberFormat(locale, options)
    made.set(locale, format)
    return format.format(value)
  }
}
