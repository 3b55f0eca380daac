import { expect, test } from 'vitest'
import { isAppError } from '#contract/errors'
import { contract } from '#contract/index'
import { parseInput } from './parse-input.ts'

const issuesOf = (filter: unknown) => {
  try {
    parseInput(contract.memories.page.input, { namespace: 'a', filter })
  } catch (error) {
    if (isAppError(error)) return (error.data as { issues: { path: string; message: string }[] }).issues
  }
  return []
}

test('names the place inside the branch of a union that was meant', () => {
  expect(issuesOf({ is: 'tag', value: '' })).toMatchObject([{ path: 'filter.value' }])
  expect(
    issuesOf({
      is: 'and',
      all: [
        { is: 'tag', value: 'x' },
        { is: 'pinned', value: 'yes' },
      ],
    }),
  ).toMatchObject([{ path: 'filter.all.1.value' }])
})

test('names a key that is not known', () => {
  expect(issuesOf({ is: 'pinned', value: true, extra: 1 })).toMatchObject([
    { path: 'filter', message: expect.stringContaining('extra') },
  ])
})
