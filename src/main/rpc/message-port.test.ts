import { once } from 'node:events'
import { MessageChannel } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { createMessagePort, transferring } from './message-port.ts'

test('moves marked buffers instead of copying them', async () => {
  const { port1, port2 } = new MessageChannel()
  const [moved, copied] = [new Float32Array([1, 2]), new Float32Array([3])]
  const arrived = once(port2, 'message') as Promise<[{ value: unknown }]>
  createMessagePort(port1).post({ t: 'value', id: 1, value: transferring({ moved, copied }, [moved.buffer]) })
  const [{ value }] = await arrived
  expect(value).toEqual({ moved: new Float32Array([1, 2]), copied: new Float32Array([3]) })
  expect(moved.length).toBe(0)
  expect(copied.length).toBe(1)
  port2.close()
})
