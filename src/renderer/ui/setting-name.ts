import { en } from '../words/en/index.ts'
import type { PlainKey } from '../words/messages.ts'
import { wordsOf } from '../words/words.ts'

const t = wordsOf('settingNames')

/** What a setting is called in the language of now; one of another version of the program by its key, as words. */
export const settingName = (key: string): string =>
  Object.hasOwn(en.settingNames, `name.${key}`)
    ? t(`name.${key}` as PlainKey<'settingNames'>)
    : wordsOfKey(key)

/** `vector.fractal.beam_width`: "Fractal: beam width". */
const wordsOfKey = (key: string): string => {
  const parts = key.split('.').filter((part) => part !== 'config')
  const words = (parts.length > 1 ? parts.slice(1) : parts).map((part) => part.replaceAll('_', ' '))
  const name = words.join(': ')
  return name.charAt(0).toUpperCase() + name.slice(1)
}
