/** What the app asked the operating system for. Nothing of it was done. */
export interface RecordedCall {
  /** For example `shell.openExternal`. */
  readonly what: string
  readonly args: readonly unknown[]
}

/** Where a test finds them: `app.evaluate(() => globalThis.recordedDesktopCalls)`. */
const RECORDED_CALLS = 'recordedDesktopCalls'

const calls: RecordedCall[] = []
Object.assign(globalThis, { [RECORDED_CALLS]: calls })

export function record(what: string, ...args: readonly unknown[]): void {
  calls.push({ what, args })
}
