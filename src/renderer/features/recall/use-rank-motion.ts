import { type RefObject, useLayoutEffect, useRef } from 'react'

const DURATION_MS = 180

/** What the tokens say once reduced motion is asked for, by the system or by the settings. */
const isStill = (): boolean =>
  // The build writes 0ms as 0s.
  Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--slow')) === 0

/**
 * Lets rows glide from their old place to their new one when ranks change under the same words: that is how weights
 * and filters explain themselves. Rows under new words are a new list and just stand there. Only rows that are drawn
 * take part, and each is measured against the whole list: `top` is where the drawn ones begin.
 */
export const useRankMotion = (
  list: RefObject<HTMLElement | null>,
  order: readonly string[],
  top: number,
  enabled: boolean,
): void => {
  const tops = useRef<ReadonlyMap<string, number>>(new Map())
  const last = useRef<readonly string[]>([])

  useLayoutEffect(() => {
    const rows = list.current?.querySelectorAll<HTMLElement>('[data-id]') ?? []
    const next = new Map([...rows].map((row) => [row.dataset.id ?? '', top + row.offsetTop]))
    // Compared by reference first: while a list is scrolled its order stays the same value.
    const moved =
      order !== last.current &&
      last.current.length > 0 &&
      last.current.some((id, index) => id !== order[index])
    if (enabled && moved && !isStill()) {
      for (const row of rows) {
        const before = tops.current.get(row.dataset.id ?? '')
        const by = before === undefined ? 0 : before - top - row.offsetTop
        if (by === 0) continue
        row.animate([{ transform: `translateY(${by}px)` }, { transform: 'none' }], {
          duration: DURATION_MS,
          easing: 'cubic-bezier(0.2, 0, 0, 1)',
        })
      }
    }
    tops.current = next
    last.current = order
  })
}
