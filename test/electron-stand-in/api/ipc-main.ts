import { StandInEmitter } from './not-provided.ts'

type InvokeHandler = (event: object, ...args: unknown[]) => unknown

class IpcMain extends StandInEmitter {
  readonly #handlers = new Map<string, InvokeHandler>()

  handle(channel: string, handler: InvokeHandler): void {
    if (this.#handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`)
    }
    if (typeof handler !== 'function') {
      throw new TypeError(`Expected handler to be a function, but found type '${typeof handler}'`)
    }
    this.#handlers.set(channel, handler)
  }

  handleOnce(channel: string, handler: InvokeHandler): void {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel)
      return handler(event, ...args)
    })
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel)
  }

  handlerOf(channel: string): InvokeHandler | undefined {
    return this.#handlers.get(channel)
  }
}

export const ipcMain = new IpcMain()
// A page may choose 'error' as its channel; for an EventEmitter without listeners that would be a throw.
ipcMain.on('error', () => {})
