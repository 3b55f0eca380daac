import { expect, it, vi } from 'vitest'
import { createSomaPort } from './soma-port.ts'

type Listener = (event: unknown, ...args: unknown[]) => void

const setUp = () => {
  const heard = new Map<string, Listener[]>()
  const sent: unknown[][] = []
  const left: (() => void)[] = []
  const ipc = {
    send: (...args: unknown[]) => void sent.push(args),
    on: (channel: string, listener: Listener) =>
      heard.set(channel, [...(heard.get(channel) ?? []), listener]),
  }
  const onPageGone = (listener: () => void) => void left.push(listener)
  const port = createSomaPort({ ipc, session: 'mine', platform: 'linux', onPageGone })
  const say = (...args: unknown[]): void => {
    for (const listener of [...heard.values()].flat()) listener({ sender: 'all of ipc' }, ...args)
  }
  return { port, heard, sent, left, say }
}

it('hands on what a message says, and never the event, whose sender is all of the channels', () => {
  const { port, say } = setUp()
  const [onMessage, onClose] = [vi.fn(), vi.fn()]
  port.onMessage(onMessage)
  port.onClose(onClose)
  say('mine', 'message', { id: 1 })
  say('mine', 'close')
  expect(onMessage.mock.calls).toEqual([[{ id: 1 }]])
  expect(onClose.mock.calls).toEqual([[]])
})

it('hears and speaks on one channel, for this page alone, and says when the page goes', () => {
  const { port, heard, sent, left, say } = setUp()
  const onMessage = vi.fn()
  port.onMessage(onMessage)
  say('another page', 'message', 'not for you')
  expect(onMessage).not.toHaveBeenCalled()
  port.post('hello')
  for (const listener of left) listener()
  expect([...heard.keys()]).toEqual(['soma:port'])
  expect(sent).toEqual([
    ['soma:port', 'mine', 'message', 'hello'],
    ['soma:port', 'mine', 'close'],
  ])
})
