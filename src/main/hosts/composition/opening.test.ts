import { expect, test } from 'vitest'
import type { Info } from '#contract/app'
import type { SomaHandlers } from '#contract/index'
import type { Composition } from './compose.ts'
import { openingOf } from './opening.ts'

const context = { signal: new AbortController().signal, client: 'app' }

const pending = () => {
  const { promise, resolve, reject } = Promise.withResolvers<Composition>()
  const lines: string[] = []
  const say = (line: string) => void lines.push(line)
  const handlers = {
    app: { info: async () => ({ version: '1' }) as Info },
    changes: {
      events: async function* () {
        yield { type: 'status' }
        yield { type: 'settings' }
      },
    },
  } as unknown as SomaHandlers
  const log = { info: say, warn: say, error: say }
  const isReady = () => resolve({ handlers, log } as unknown as Composition)
  return { opening: openingOf(promise), isReady, fail: reject, lines }
}

test('a call waits for the app, and gets what it would have got', async () => {
  const { opening, isReady } = pending()
  const answers: unknown[] = []
  const asked = opening.handlers.app.info({}, context).then((info) => answers.push(info))
  await new Promise(setImmediate)
  expect(answers).toEqual([])
  isReady()
  await asked
  expect(answers).toEqual([{ version: '1' }])
})

test('a stream waits for the app, and goes on as it would have', async () => {
  const { opening, isReady } = pending()
  const told: unknown[] = []
  const followed = (async () => {
    for await (const event of opening.handlers.changes.events({}, context)) told.push(event)
  })()
  isReady()
  await followed
  expect(told).toEqual([{ type: 'status' }, { type: 'settings' }])
})

test('where the app does not come about, a call fails as it did, and lines for the log are let go', async () => {
  const { opening, fail } = pending()
  const asked = opening.handlers.app.info({}, context)
  opening.log.warn('refused to navigate')
  fail(new Error('another program has the folder'))
  await expect(asked).rejects.toThrow('another program has the folder')
})

test('where nobody calls and nothing is logged meanwhile, that the app does not come about is nobody else’s fault', async () => {
  const { fail } = pending()
  const unhandled: unknown[] = []
  const note = (reason: unknown) => void unhandled.push(reason)
  process.on('unhandledRejection', note)
  fail(new Error('another program has the folder'))
  await new Promise(setImmediate)
  process.off('unhandledRejection', note)
  expect(unhandled).toEqual([])
})

test('what is to be logged before there is a log is logged then', async () => {
  const { opening, isReady, lines } = pending()
  opening.log.warn('refused to navigate')
  isReady()
  await new Promise(setImmediate)
  expect(lines).toEqual(['refused to navigate'])
})
