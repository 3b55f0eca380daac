import { Readable } from 'node:stream'
import { afterEach, expect, it, vi } from 'vitest'
import { readJson, readLines } from './read-body.ts'

afterEach(() => {
  vi.useRealTimers()
})

it('reads lines as they arrive, wherever the parts are cut', async () => {
  const text = Buffer.from('{"a":"ä€"}\n\n{"b":1}')
  for (let at = 1; at < text.length; at++) {
    const body = Readable.from([text.subarray(0, at), text.subarray(at)])
    const lines: string[] = []
    for await (const some of readLines(body)) lines.push(...some)
    expect(lines).toEqual(['{"a":"ä€"}', '', '{"b":1}'])
  }
})

it('gives up on a body that does not come', async () => {
  vi.useFakeTimers()
  const body = new Readable({ read: () => {} })
  body.push('{"a":')
  const reading = expect(readJson(body, undefined)).rejects.toMatchObject({
    status: 408,
    code: 'http/too-slow',
  })
  await vi.advanceTimersByTimeAsync(31_000)
  await reading
})

it('gives up on a body that comes byte by byte', async () => {
  vi.useFakeTimers()
  const body = new Readable({ read: () => {} })
  const reading = expect(readJson(body, undefined)).rejects.toMatchObject({ code: 'http/too-slow' })
  for (let i = 0; i < 40; i++) {
    body.push(' ')
    await vi.advanceTimersByTimeAsync(1000)
  }
  await reading
})

it.each([
  ['what is no UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'http/not-utf-8'],
  ['what is no JSON', Buffer.from('{"a": NaN}'), 'http/bad-json'],
])('refuses %s', async (_, bytes, code) => {
  await expect(readJson(Readable.from([bytes]), undefined)).rejects.toMatchObject({ status: 400, code })
})

it('refuses a body that says it is too large before it is read', async () => {
  const body = new Readable({ read: () => {} })
  await expect(readJson(body, String(6 * 1024 * 1024))).rejects.toMatchObject({ status: 413 })
})
