import { expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import { type Client, type Handlers, read } from '#contract/define'
import { AppError, fail } from '#contract/errors'
import { createMemoryPorts } from '#rpc/memory-port'
import { serve } from '#rpc/serve'
import { createSampleHandlers, sample } from './sample-contract.ts'

// These are proved by the compiler: `tsc` fails where one of the marked lines compiles.

test('a missing, extra or wrong handler does not compile', () => {
  const { handlers } = createSampleHandlers()
  const { get: _, ...others } = handlers.things
  const options = { client: 'test', checkOutputs: true, report: () => undefined }
  const [port] = createMemoryPorts()
  // @ts-expect-error a handler is missing
  serve(sample, { things: others }, port, options)
  // @ts-expect-error there is no such group
  const extra: Handlers<typeof sample> = { things: handlers.things, more: {} }
  const wrong: Handlers<typeof sample> = {
    // @ts-expect-error the result has no n
    things: { ...handlers.things, get: async ({ namespace }) => ({ namespace }) },
  }
  void [extra, wrong]
})

test('an unknown error code or wrong error data does not compile', () => {
  const Nothing = z.strictObject({})
  // @ts-expect-error there is no such code
  void (() => read({ doc: '', input: Nothing, output: Nothing, errors: ['no/such-code'] }))
  // @ts-expect-error there is no such code
  void (() => fail('no/such-code', {}))
  // @ts-expect-error the data of this code is a namespace
  void (() => new AppError('namespace/not-found', { name: 'x' }))
})

test('a client takes what an input schema takes and gives what an output schema gives', () => {
  type Things = Client<typeof sample>['things']
  expectTypeOf<Parameters<Things['get']>[0]>().toEqualTypeOf<{ namespace: string; n?: number | undefined }>()
  expectTypeOf<ReturnType<Things['get']>>().resolves.toEqualTypeOf<{ namespace: string; n: number }>()
  expectTypeOf<ReturnType<Things['count']>>().toEqualTypeOf<AsyncIterable<number>>()
  // @ts-expect-error there is no such field
  void ((things: Things) => things.get({ name: 'x' }))
})
