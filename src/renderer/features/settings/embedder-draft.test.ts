import { describe, expect, it } from 'vitest'
import type { OfferedEmbedder } from '#contract/embedders'
import { isComplete, problemOf, toSettings } from './embedder-draft.ts'

const url = { key: 'url', label: 'Address', hint: '', isRequired: true } as const
const dimension = { key: 'dimension', label: 'Dimensions', hint: '', isRequired: false } as const
const offer: OfferedEmbedder = { provider: 'server', name: '', note: '', fields: [url, dimension] }

describe('the draft of an embedder', () => {
  it('is complete when what is needed is there, and what is there is usable', () => {
    const complete = (values: object) => isComplete({ provider: 'server', values }, offer)
    expect(complete({})).toBe(false)
    expect(complete({ url: ' ' })).toBe(false)
    expect(complete({ url: 'http://localhost:11434/v1' })).toBe(true)
    expect(complete({ url: 'x', dimension: '384' })).toBe(true)
    for (const wrong of ['0', '-1', '1.5', '1e3', 'many', '1234567']) {
      expect(complete({ url: 'x', dimension: wrong })).toBe(false)
      expect(problemOf(dimension, wrong)).toMatch(/whole number/)
    }
  })

  it('keeps the space at the end of a prefix, and takes no pooling that there is not', () => {
    const values = { query_prefix: 'query: ', document_prefix: '  ' }
    expect(toSettings({ provider: 'server', values })).toEqual({
      provider: 'server',
      query_prefix: 'query: ',
    })
    const pooling = { key: 'pooling', label: 'Pooling', hint: '', isRequired: false } as const
    expect(problemOf(pooling, 'max')).toMatch(/mean or cls/)
    expect(problemOf(pooling, 'cls')).toBeNull()
  })

  it('leaves out what was left empty, and makes numbers of numbers', () => {
    const values = { url: ' http://a ', model: '', dimension: '384' }
    expect(toSettings({ provider: 'server', values })).toEqual({
      provider: 'server',
      url: 'http://a',
      dimension: 384,
    })
  })
})
