import { host } from '../runtime/host.ts'
import { providedOnly } from './not-provided.ts'

const appended: string[] = []

/** `app.commandLine`. As in Electron, what is appended before `ready` reaches Chromium. */
export const commandLine = providedOnly('app.commandLine', {
  appendSwitch(name: string, value = ''): void {
    host().switches.set(name, value)
    appended.push(value === '' ? `--${name}` : `--${name}=${value}`)
  },
  appendArgument(value: string): void {
    appended.push(value)
  },
  hasSwitch: (name: string): boolean => host().switches.has(name),
  getSwitchValue: (name: string): string => host().switches.get(name) ?? '',
  removeSwitch(name: string): void {
    host().switches.delete(name)
  },
})

export function appendedForChromium(): readonly string[] {
  return appended
}
