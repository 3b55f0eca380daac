import { expect, it } from 'vitest'
import type { FilterSet } from '../../filters/filter-set.ts'
import { draftOfSaved, savedDetail, saveInput } from './saved-query.ts'

const filter: FilterSet = {
  match: 'any',
  conditions: [
    { leaf: { is: 'tag', value: 'x' }, not: false },
    { leaf: { is: 'pinned', value: true }, not: true },
  ],
}
const draft = { query: ' cookies ', filter, k: 50, weights: { vector: 0.5 } }

it('comes back as it was saved', () => {
  const { namespace: _namespace, ...saved } = saveInput('n', 'mine', draft)
  expect(draftOfSaved({ ...saved, createdAt: 0 })).toEqual({ ...draft, query: 'cookies' })
  expect(savedDetail({ ...saved, createdAt: 0 })).toBe('2 filters, weights, top 50')
})

it('says nothing of what stands at its default', () => {
  const plain = saveInput('n', 'mine', { ...draft, filter: { match: 'all', conditions: [] }, weights: null })
  expect(plain).toEqual({ namespace: 'n', name: 'mine', query: 'cookies', k: 50 })
})

it('is not asked without a filter that chips cannot show', () => {
  const nested = { is: 'not', filter: { is: 'or', any: [{ is: 'pinned', value: true }] } } as const
  expect(draftOfSaved({ name: 'n', query: 'q', k: 10, filter: nested, createdAt: 0 })).toBeNull()
})
