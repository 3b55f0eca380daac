import { Worker } from 'node:worker_threads'
import { expect, it } from 'vitest'
import { Attention, restingFor } from './attention.ts'

it('a job goes on at once while nobody is answered', () => {
  const rest = restingFor(new Attention().word, () => 0)
  for (let i = 0; i < 1000; i++) rest()
})

it('a job rests while somebody is answered, for so long at most, and then works for a while', () => {
  const attention = new Attention()
  attention.set(true)
  const time = { now: 0 }
  const rest = restingFor(attention.word, () => time.now)
  const begun = performance.now()
  rest()
  const first = performance.now() - begun
  expect(first).toBeGreaterThan(80)
  time.now += 10
  for (let i = 0; i < 1000; i++) rest()
  expect(performance.now() - begun - first).toBeLessThan(80)
})

it('a job in another thread goes on as soon as the answer is there', async () => {
  const attention = new Attention()
  attention.set(true)
  const code = `const { parentPort, workerData } = require('node:worker_threads')
    parentPort.postMessage('waits')
    parentPort.postMessage(Atomics.wait(workerData, 0, 1, 60_000))`
  const worker = new Worker(code, { eval: true, workerData: attention.word })
  const told: unknown[] = []
  await new Promise<void>((done) => {
    worker.on('message', (word) => {
      told.push(word)
      if (told.length === 1) attention.set(false)
      else done()
    })
  })
  await worker.terminate()
  expect(told[0]).toBe('waits')
  expect(['ok', 'not-equal']).toContain(told[1])
})
