import { expect, test } from 'vitest'
import { AppError } from '#contract/errors'
import { toFault } from './fault.ts'

const rules = (reported: unknown[], declared: readonly string[] = []) => ({
  declared,
  report: (_: unknown, id: string) => void reported.push(id),
  newId: () => 'fresh',
})

test('lets declared errors and those of the kernel pass, and reports none of them', () => {
  const reported: unknown[] = []
  const missing = new AppError('namespace/not-found', { namespace: 'x' })
  expect(toFault(missing, rules(reported, ['namespace/not-found']))).toEqual({
    code: 'namespace/not-found',
    data: { namespace: 'x' },
  })
  expect(toFault(new AppError('request/cancelled', {}), rules(reported)).code).toBe('request/cancelled')
  expect(reported).toEqual([])
})

test('keeps the id under which a worker has reported, and makes one where there is none', () => {
  const reported: unknown[] = []
  expect(toFault(new AppError('internal', { id: 'w1' }), rules(reported)).data).toEqual({ id: 'w1' })
  const forged = new AppError('internal', { id: 'x' })
  expect(toFault(Object.assign(forged, { data: null }), rules(reported)).data).toEqual({ id: 'fresh' })
  expect(reported).toEqual(['w1', 'fresh'])
})

test('hides what is no error at all', () => {
  for (const thrown of [undefined, null, 'text', Object.create(null), { code: 'namespace/not-found' }]) {
    expect(toFault(thrown, rules([], ['namespace/not-found']))).toEqual({
      code: 'internal',
      data: { id: 'fresh' },
    })
  }
})
