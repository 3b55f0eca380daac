import type { FromPage, ToPage } from '../wire/isolated-world.ts'
import { createEvent } from './event.ts'
import { ipcMain } from './ipc-main.ts'
import type { WebFrameMain } from './web-frame-main.ts'

export interface Sender {
  readonly contents: object
  readonly frame: WebFrameMain | undefined
  /** To the same frame, on a channel of its own. */
  send(channel: string, args: readonly unknown[]): void
  /** The answer to an invoke. */
  reply(header: ToPage, value: unknown): void
}

export type IpcMessage = Extract<FromPage, { type: 'send' | 'invoke' }>

/** From a page's ipcRenderer to ipcMain's listeners and handlers. */
export function dispatchToMain(message: IpcMessage, args: readonly unknown[], sender: Sender): void {
  const event = createEvent({
    type: 'frame',
    sender: sender.contents,
    senderFrame: sender.frame ?? null,
    frameId: sender.frame?.routingId,
    processId: sender.frame?.processId,
    ports: [],
    reply: (channel: string, ...values: unknown[]) => sender.send(channel, values),
  })
  if (message.type === 'send') ipcMain.emit(message.channel, event, ...args)
  else void answer(message.channel, message.id, event, args, sender)
}

async function answer(
  channel: string,
  id: number,
  event: object,
  args: readonly unknown[],
  sender: Sender,
): Promise<void> {
  try {
    const handler = ipcMain.handlerOf(channel)
    if (!handler) throw new Error(`No handler registered for '${channel}'`)
    sender.reply({ type: 'reply', id, ok: true }, await handler(event, ...args))
  } catch (error) {
    // As in Electron: the page gets the error's text and nothing else of it.
    console.error(`Error occurred in handler for '${channel}':`, error)
    sender.reply(
      { type: 'reply', id, ok: false },
      new Error(`Error invoking remote method '${channel}': ${error}`),
    )
  }
}
