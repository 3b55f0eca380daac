import { type RefObject, useLayoutEffect, useState } from 'react'

/** Whether an element is at least so many pixels wide; it is told anew when that changes, not at every pixel. */
export const useWide = (element: RefObject<HTMLElement | null>, pixels: number): boolean => {
  const [wide, setWide] = useState(true)
  useLayoutEffect(() => {
    const watched = element.current
    if (!watched) return
    const measure = () => setWide(watched.clientWidth >= pixels)
    const watcher = new ResizeObserver(measure)
    watcher.observe(watched)
    measure()
    return () => watcher.disconnect()
  }, [element, pixels])
  return wide
}
