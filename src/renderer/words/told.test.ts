import { IntlMessageFormat } from 'intl-messageformat'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { said as german } from './de/said/index.ts'
import { patterns } from './en/said/index.ts'
import { speak } from './locale.ts'
import { patternsOf, type SaidMessages, type Values, valuesIn } from './sentence-patterns.ts'
import { told } from './told.ts'
import { said as chinese } from './zh-cn/said/index.ts'

afterEach(() => speak('en'))

const languages = [
  ['de', german],
  ['zh-CN', chinese],
] as const

describe('what the engine says', () => {
  it('is shown as it is in English', () => {
    expect(told('Deleted 3 memories')).toBe('Deleted 3 memories')
  })

  it.each([
    ['Deleted 1 memory', '1 Erinnerung gelöscht'],
    ['Undid: Deleted 1,200 memories', 'Rückgängig gemacht: 1.200 Erinnerungen gelöscht'],
    ['Edited "Ferries leave at six"', '„Ferries leave at six“ bearbeitet'],
    [
      'Decayed 2 memories, took old fields from 1 memory',
      'Verfallen: 2 Erinnerungen; alte Felder genommen: 1 Erinnerung',
    ],
    ['Linked "A to B" to "C" (related)', '„A to B“ mit „C“ verknüpft (related)'],
    [
      'Qdrant at localhost:6333 is not running: the connection was refused. Start it, or check qdrant.url. It is tried again in 4 s.',
      'Qdrant unter localhost:6333 läuft nicht: Die Verbindung wurde abgelehnt. Starten Sie den Server, oder prüfen Sie qdrant.url. Neuer Versuch in 4 s.',
    ],
    ['a whole number from 1 to 20, or auto', 'eine ganze Zahl von 1 bis 20 oder auto'],
  ])('%s', async (sentence, text) => {
    await speak('de')
    expect(told(sentence)).toBe(text)
  })

  it('stays as it is where nobody knows it: words of a server, a person, a newer program', async () => {
    await speak('de')
    for (const sentence of ['', 'model "x" not found', 'Frobbed 3 memories', 'because I say so']) {
      expect(told(sentence)).toBe(sentence)
    }
  })

  it('is in the language of now, whatever was shown before', async () => {
    await speak('de')
    expect(told('Deleted 2 memories')).toBe('2 Erinnerungen gelöscht')
    await speak('zh-CN')
    expect(told('Deleted 2 memories')).toBe('已删除2 条记忆')
  })

  it('is not parted where it is longer than anything the engine says: a server may say what takes minutes', async () => {
    await speak('de')
    const edited = (letters: number): string => `Edited "${'x'.repeat(letters)}"`
    expect(told(edited(1900))).toMatch(/bearbeitet$/)
    expect(told(edited(2000))).toBe(edited(2000))
  })
})

describe('patterns', () => {
  const all = patternsOf(patterns)
  const samples = new Map<string, Values>()
  beforeAll(() => {
    for (const { key, groups } of all) {
      const values = groups.map(({ name, is, value }) => [
        name,
        is === 'text' ? `‹${name}›` : is === 'case' ? value : 12_345,
      ])
      samples.set(key, Object.fromEntries(values))
    }
  })
  const english = (key: string, message: string): string =>
    new IntlMessageFormat(message, 'en').format(samples.get(key)) as string

  it.each(Object.entries(patterns))('%s is read back as what it was made of', (key, message) => {
    const sentence = english(key, message)
    const first = all.find((pattern) => valuesIn(pattern, sentence) !== null)
    expect(first && [first.key, valuesIn(first, sentence)]).toEqual([key, samples.get(key)])
  })

  it.each(languages)('have a text in %s each, and no other', (_, texts: SaidMessages) => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(patterns).sort())
  })
})
