import { describe, expect, it } from 'vitest'
import { messageFindings } from './message-findings.mjs'
import { wordUses } from './word-uses.mjs'

const english = {
  recall: {
    found: '{count, plural, one {# memory} other {# memories}} in {place}',
    hint: 'See <b>{name}</b>',
  },
}

/** @param {Record<string, string>} recall */
const findingsOf = (recall, locale = 'de') => messageFindings(english, { locale, messages: { recall } })

const good = {
  found: '{count, plural, one {# Erinnerung} other {# Erinnerungen}} in {place}',
  hint: 'Siehe <b>{name}</b>',
}

describe('messages of a language', () => {
  it('may say the same otherwise', () => {
    expect(findingsOf(good)).toEqual([])
    expect(findingsOf({ ...good, found: '{place}：{count, plural, other {# 条}}' }, 'zh-CN')).toEqual([])
  })

  it('may be missing only as a whole', () => {
    expect(messageFindings(english, { locale: 'de', messages: {} })).toEqual([])
    expect(findingsOf({ found: good.found })).toEqual(['de/recall: hint is missing'])
    expect(findingsOf({ ...good, more: 'Mehr' })).toEqual(['de/recall: English has no more'])
  })

  it.each([
    ['Siehe {name}', 'does not use <b>'],
    ['Siehe <b>hier</b>', 'does not use name'],
    ['Siehe <b>{name}</b> {nummer}', 'uses nummer, which English has not'],
    ['', 'is empty'],
    ['Siehe <b>{name', 'does not parse: EXPECT_ARGUMENT_CLOSING_BRACE'],
  ])('%j is refused', (hint, why) => {
    expect(findingsOf({ ...good, hint })).toContain(`de/recall: hint ${why}`)
  })

  it('need every case of a plural that their language has', () => {
    const found = '{count, plural, other {# Erinnerungen}} in {place}'
    expect(findingsOf({ ...good, found })).toEqual(['de/recall: found has a plural without "one"'])
  })
})

describe('texts in a component', () => {
  /** @param {string} source */
  const rawOf = (source) => wordUses('a.tsx', source).raw.map(({ text }) => text)

  it.each([
    ['const A = () => <p>Nothing here</p>', ['Nothing here']],
    ['const A = () => <p title="Why">{x}, {y}</p>', ['Why']],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source that is read
    ["const A = () => <p aria-label={open ? 'Close' : `Open ${name}`} />", ['Close', 'Open']],
    ["const A = () => <p>{open ? 'Close' : <b>…</b>}</p>", ['Close']],
    ["toast({ title: 'Not changed', tone: 'error' })", ['Not changed']],
    ["const A = () => <p className='a b' id='x'>{t('key')} · 12</p>", []],
    ["const A = () => <p aria-label={t('key')}>recall@10</p>", []],
  ])('%s', (source, texts) => {
    expect(rawOf(source)).toEqual(texts)
  })
})

describe('messages in a component', () => {
  it('are used by their key, also where that comes from a table or a template', () => {
    const { isUsed, features } = wordUses(
      'a.ts',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source that is read
      "const t = wordsOf('recall'); const f = (a) => [t('plain'), t(a ? 'one' : 'two'), t(`kind${a}`)]",
    )
    expect([...features]).toEqual(['recall'])
    expect(['plain', 'one', 'two', 'kindOf', 'other'].map(isUsed)).toEqual([true, true, true, true, false])
  })

  it('are not asked for while a file is read', () => {
    const { early } = wordUses(
      'a.ts',
      "const t = wordsOf('recall')\nconst A = { label: t('early') }\nconst B = { get label() { return t('late') } }\n",
    )
    expect(early).toEqual([{ feature: 'recall', line: 2 }])
  })
})
