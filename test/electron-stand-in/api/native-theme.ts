import { StandInEmitter } from './not-provided.ts'
import { contents } from './registry.ts'

type ThemeSource = 'system' | 'light' | 'dark'

class NativeTheme extends StandInEmitter {
  #source: ThemeSource = 'system'

  get themeSource(): ThemeSource {
    return this.#source
  }

  set themeSource(source: ThemeSource) {
    if (!['system', 'light', 'dark'].includes(source)) {
      throw new TypeError(`Error processing argument: themeSource '${String(source)}'`)
    }
    const changed = source !== this.#source
    this.#source = source
    for (const one of contents.values()) one.applyColorScheme()
    if (changed) this.emit('updated')
  }

  /** The system of the double is light. */
  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark'
  }

  get shouldUseHighContrastColors(): boolean {
    return false
  }

  get shouldUseInvertedColorScheme(): boolean {
    return false
  }

  get prefersReducedTransparency(): boolean {
    return false
  }
}

export const nativeTheme = new NativeTheme()
