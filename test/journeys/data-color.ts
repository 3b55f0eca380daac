import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './edition.ts'

/** `--data-1` and so on as they are in the light theme, where they stand first. */
export const dataHex = (place: number): string => {
  const css = readFileSync(join(ROOT, 'src/renderer/ui/tokens.css'), 'utf8')
  const [, hex] = new RegExp(`--data-${place}: (#[0-9a-f]{6});`).exec(css) ?? []
  if (hex === undefined) throw new Error(`There is no --data-${place}.`)
  return hex
}

/** Red, green and blue of it, 0 to 255. */
export const dataColor = (place: number): readonly number[] =>
  [1, 3, 5].map((at) => Number.parseInt(dataHex(place).slice(at, at + 2), 16))
