import { formatCount } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import { type Coordinate, coordinateKey } from '../../workspace/location.ts'

const t = wordsOf('memories')

/** More than these cannot be chosen at once: each change of them is one undoable step that has to stay quick. */
export const MAX_SELECTION = 10_000

export const keysOf = (selection: readonly Coordinate[]): ReadonlySet<string> =>
  new Set(selection.map(coordinateKey))

/** Ctrl+click: in or out. */
export const toggled = (selection: readonly Coordinate[], one: Coordinate): readonly Coordinate[] => {
  const key = coordinateKey(one)
  const others = selection.filter((other) => coordinateKey(other) !== key)
  return others.length === selection.length ? [...selection, one] : others
}

/** Both ends included, cut off at the bound on the side away from the anchor. */
export const rangeFrom = (anchor: number, to: number): { readonly from: number; readonly to: number } =>
  anchor <= to
    ? { from: anchor, to: Math.min(to, anchor + MAX_SELECTION - 1) }
    : { from: Math.max(to, anchor - MAX_SELECTION + 1), to: anchor }

/** What the bar says: how many, and honestly where "all" was more than could be taken. */
export const selectedWords = (chosen: number, total: number): string => {
  return chosen >= MAX_SELECTION && total > chosen
    ? t('firstChosenOfTotalSelected', { chosen: formatCount(chosen), total: formatCount(total) })
    : t('chosenSelected', { chosen: formatCount(chosen) })
}
