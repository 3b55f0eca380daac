import { mixHex } from './palette.ts'

/** Nine stops of viridis (Smith and van der Walt, 2015): lightness grows evenly, however one sees colours. */
const VIRIDIS = [
  '#440154',
  '#472d7b',
  '#3b528b',
  '#2c728e',
  '#21918c',
  '#28ae80',
  '#5ec962',
  '#addc30',
  '#fde725',
]

/** Ends that would vanish on the ground are left out: the darkest on dark, the lightest on light. */
const SPAN = { dark: [0.16, 1], light: [0, 0.9] } as const

/** @param share 0 to 1 */
export const rampColor = (share: number, isDark: boolean): string => {
  const [from, to] = SPAN[isDark ? 'dark' : 'light']
  const at = (from + Math.min(1, Math.max(0, share)) * (to - from)) * (VIRIDIS.length - 1)
  const low = Math.min(VIRIDIS.length - 2, Math.floor(at))
  return mixHex(VIRIDIS[low] as string, VIRIDIS[low + 1] as string, at - low)
}
