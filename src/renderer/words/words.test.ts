import { createElement, isValidElement, type ReactElement, type ReactNode } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { LOCALES, resolveLocale, speak } from './locale.ts'
import { wordsOf } from './words.ts'

const t = wordsOf('changes')
const ui = wordsOf('ui')

afterEach(() => speak('en'))

describe('texts of the interface', () => {
  it('are English at first', () => {
    expect(t('notChanged')).toBe('Not changed')
  })

  it.each([
    ['en', 'Deleted 1 memory', 'Deleted 1,200 memories'],
    ['de', '1 Erinnerung gelöscht', '1.200 Erinnerungen gelöscht'],
    ['zh-CN', '已删除 1 条记忆', '已删除 1,200 条记忆'],
  ] as const)('count in %s', async (locale, one, many) => {
    await speak(locale)
    expect(t('deletedCountMemories', { count: 1 })).toBe(one)
    expect(t('deletedCountMemories', { count: 1200 })).toBe(many)
  })

  it('keep what is filled in as it is', () => {
    const title = "<b>{name}</b> it's # '{'"
    expect(t('notStoredAlikeLikeTitle', { alike: 98, title })).toBe(`Not stored: 98% like "${title}"`)
  })

  it('say braces that are meant', () => {
    expect(ui('aIsMissing')).toBe('a } is missing')
  })

  it('have elements in them', () => {
    const strong = (inner: ReactNode[]) => createElement('strong', null, ...inner)
    const shown = ui.rich('cannotDraw', { lacks: 'WebGL', what: 'map', strong }) as ReactElement<{
      children: ReactNode[]
    }>
    const [first, rest] = shown.props.children
    expect(isValidElement(first) && first.type).toBe('strong')
    expect(rest).toMatch(/^ The map is shown as a list\./)
  })

  it('are those of the language that was asked for last', async () => {
    const [german] = [speak('de'), speak('en')]
    await german
    expect(t('notChanged')).toBe('Not changed')
  })
})

describe('the language of the system', () => {
  it.each([
    [['de-AT', 'en'], 'de'],
    [['zh-TW'], 'zh-CN'],
    [['fr', 'DE'], 'de'],
    [['fr'], 'en'],
    [[], 'en'],
  ] as const)('%j is shown as %s', (wanted, locale) => {
    expect(resolveLocale('system', wanted)).toBe(locale)
  })

  it('does not matter where one is chosen', () => {
    for (const { id } of LOCALES) expect(resolveLocale(id, ['fr', 'de'])).toBe(id)
  })
})
