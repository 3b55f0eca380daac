import { type RefObject, useLayoutEffect, useState } from 'react'

interface Size {
  readonly width: number
  readonly height: number
}

/** Pixels of an element, for what is drawn to its measure; null until it is there. */
export const useSize = (element: RefObject<HTMLElement | null>): Size | null => {
  const [size, setSize] = useState<Size | null>(null)
  useLayoutEffect(() => {
    const watched = element.current
    if (!watched) return
    const measure = () => setSize({ width: watched.clientWidth, height: watched.clientHeight })
    const watcher = new ResizeObserver(measure)
    watcher.observe(watched)
    measure()
    return () => watcher.disconnect()
  }, [element])
  return size
}
