import { currentLocale } from './locale.ts'

/** A title as it stands within a sentence. German keeps its capitals, Chinese has none. */
export const insideSentence = (title: string): string =>
  currentLocale() === 'en' ? title.toLowerCase() : title
