import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { type Contents, servePages } from '#desktop/page-port'
import { createPortEvents, type Port, PortClosed } from '#rpc/port'
import { createSomaPort } from '../../src/preload/soma-port.ts'
import { transportSuite } from './transport-suite.ts'

const PAGE = 'file:///app/index.html'

/** Electron's two ends of ipc: a message is cloned at once, throws where it cannot be, and arrives later. */
const createIpc = () => {
  const ipcMain = new EventEmitter()
  const ipcRenderer = new EventEmitter()
  const contents = Object.assign(new EventEmitter(), {
    mainFrame: { url: `${PAGE}#/here` },
    isDestroyed: () => false,
    send: (channel: string, ...args: unknown[]) => {
      const copy = structuredClone(args)
      queueMicrotask(() => ipcRenderer.emit(channel, {}, ...copy))
    },
  }) satisfies Contents
  const send =
    (event: object = { sender: contents, senderFrame: contents.mainFrame }) =>
    (channel: string, ...args: unknown[]) => {
      const copy = structuredClone(args)
      queueMicrotask(() => ipcMain.emit(channel, event, ...copy))
    }
  const ports: Port[] = []
  servePages<Contents>({
    ipc: ipcMain,
    contents,
    isOwnPage: (url) => url.startsWith(PAGE),
    onPage: (p) => ports.push(p),
  })

  /** A page as the preload dresses it, and what makes it go. */
  const load = (session: string, event?: object) => {
    const gone: (() => void)[] = []
    const bridge = createSomaPort({
      ipc: { send: send(event), on: ipcRenderer.on.bind(ipcRenderer) },
      session,
      platform: 'linux',
      onPageGone: (listener) => gone.push(listener),
    })
    return { bridge, leave: () => gone.forEach((listener) => void listener()) }
  }
  return { contents, ports, load }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

transportSuite('ipc of the desktop', async () => {
  const { ports, load } = createIpc()
  const { bridge, leave } = load('page-1')
  // The port comes into being with the first word of the page.
  bridge.post('hello')
  await settled()
  const [server] = ports
  if (!server) throw new Error('no port came')
  const events = createPortEvents()
  bridge.onMessage(events.message)
  bridge.onClose(events.end)
  const client: Port = {
    onMessage: events.onMessage,
    onClose: events.onClose,
    post: (message) => {
      if (events.closed) throw new PortClosed()
      bridge.post(message)
    },
    close: () => {
      leave()
      events.end()
    },
  }
  return { server, client }
})

test('a reloaded page gets a port of its own, and the old one closes', async () => {
  const { ports, load } = createIpc()
  const first = load('one').bridge
  first.post(1)
  await settled()
  let closed = 0
  ports[0]?.onClose(() => closed++)
  const second = load('two').bridge
  second.post(2)
  await settled()
  expect([ports.length, closed]).toEqual([2, 1])
  // A last word of the old page neither arrives nor takes the line from the new one.
  first.post(3)
  const heard: unknown[] = []
  second.onMessage((message) => heard.push(message))
  await settled()
  ports[1]?.post('still here')
  await settled()
  expect([ports.length, heard]).toEqual([2, ['still here']])
  expect(() => ports[0]?.post('x')).toThrow(PortClosed)
})

test('a page that leaves, crashes or is destroyed closes its port', async () => {
  for (const end of ['leave', 'render-process-gone', 'destroyed']) {
    const { contents, ports, load } = createIpc()
    const { bridge, leave } = load('page')
    bridge.post(1)
    await settled()
    let closed = 0
    ports[0]?.onClose(() => closed++)
    if (end === 'leave') leave()
    else contents.emit(end)
    await settled()
    expect([end, closed]).toEqual([end, 1])
  }
})

test('nobody but the main frame of our own page in our own window is heard', async () => {
  const { contents, ports, load } = createIpc()
  const strangers = [
    { sender: contents, senderFrame: { url: PAGE } },
    { sender: contents, senderFrame: null },
    { sender: {}, senderFrame: contents.mainFrame },
  ]
  for (const event of strangers) load('stranger', event).bridge.post(1)
  await settled()
  contents.mainFrame.url = 'https://evil.example/index.html'
  load('elsewhere').bridge.post(1)
  await settled()
  contents.mainFrame.url = PAGE
  for (const id of [undefined, 7, '', 'x'.repeat(65)]) load(id as string).bridge.post(1)
  await settled()
  expect(ports).toEqual([])
})
