import { describe, expect, it } from 'vitest'
import { loadHistory, saveHistory, withQuery } from './query-history.ts'

const createStore = (start: Record<string, string> = {}) => {
  const values = new Map(Object.entries(start))
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  }
}

describe('query history', () => {
  it('keeps the newest first, each once', () => {
    const history = ['a b', 'c', 'a b', 'd'].reduce(withQuery, [] as readonly string[])
    expect(history).toEqual(['d', 'a b', 'c'])
  })

  it('keeps the finished query instead of its beginning', () => {
    expect(['cook', 'cookie', 'cookie flags '].reduce(withQuery, [] as readonly string[])).toEqual([
      'cookie flags',
    ])
  })

  it('is bounded', () => {
    const many = Array.from({ length: 200 }, (_, index) => `${index} query`)
    expect(many.reduce(withQuery, [] as readonly string[])).toHaveLength(50)
  })

  it('belongs to a namespace and survives nonsense in the store', () => {
    const store = createStore({ 'soma.recall.history.bad': '{"version":1,"queries":[3,"x"]}' })
    saveHistory(store, 'one', ['q'])
    expect(loadHistory(store, 'one')).toEqual(['q'])
    expect(loadHistory(store, 'two')).toEqual([])
    expect(loadHistory(store, 'bad')).toEqual(['x'])
    expect(loadHistory(createStore({ 'soma.recall.history.torn': '{' }), 'torn')).toEqual([])
  })
})
