import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import {
  type Geometry,
  type RowWindow,
  rowOffset,
  rowsPerPage,
  rowWindow,
  scrollHeight,
  scrollRatio,
  scrollTopToShow,
} from './row-window.ts'

interface RowWindowOptions {
  readonly scroller: RefObject<HTMLElement | null>
  /** The element that holds the drawn rows; it is moved, they are not. */
  readonly rowsRef: RefObject<HTMLElement | null>
  readonly rows: number
  readonly rowHeight: number
  /** Header height, which lies over the rows. */
  readonly headerHeight: number
  readonly startAt: number
  readonly onScrolled: (scrollTop: number) => void
}

export interface RowScroll {
  readonly window: RowWindow
  /** Of the scrolled element. */
  readonly height: number
  readonly perPage: number
  readonly showRow: (index: number) => void
  readonly toTop: () => void
}

/**
 * Which rows to draw while a table is scrolled. React hears of a scroll only when the window of drawn rows moves on;
 * between, the element that holds the rows is placed by hand, and only where the scroll space is scaled at all.
 */
export const useRowWindow = (options: RowWindowOptions): RowScroll => {
  const { scroller, rowsRef, rows, rowHeight, headerHeight, startAt, onScrolled } = options
  const [viewport, setViewport] = useState(600)
  const geometry = useMemo<Geometry>(() => ({ rows, rowHeight, viewport }), [rows, rowHeight, viewport])
  const [window, setWindow] = useState<RowWindow>(() => rowWindow(geometry, startAt))
  const latest = useRef({ geometry, window, onScrolled })

  const follow = useCallback(() => {
    const element = scroller.current
    if (!element) return
    const { geometry: table, window: shown } = latest.current
    const next = rowWindow(table, element.scrollTop)
    if (next.first !== shown.first || next.last !== shown.last) setWindow(next)
    place(rowsRef.current, table, element.scrollTop, shown.first)
    latest.current.onScrolled(element.scrollTop)
  }, [scroller, rowsRef])

  // After each render: new rows and their place belong to one frame.
  useLayoutEffect(() => {
    latest.current = { geometry, window, onScrolled }
    follow()
  })

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const measure = () => setViewport(Math.max(60, element.clientHeight - headerHeight))
    const watcher = new ResizeObserver(measure)
    watcher.observe(element)
    measure()
    element.addEventListener('scroll', follow, { passive: true })
    return () => {
      watcher.disconnect()
      element.removeEventListener('scroll', follow)
    }
  }, [scroller, follow, headerHeight])

  // Once there are rows enough to scroll to where the table was left.
  const restored = useRef(startAt === 0)
  useLayoutEffect(() => {
    if (restored.current || rows === 0 || !scroller.current) return
    restored.current = true
    scroller.current.scrollTop = startAt
  }, [rows, startAt, scroller])

  useScaledWheel(scroller, latest)

  const showRow = useCallback(
    (index: number) => {
      const element = scroller.current
      if (element) element.scrollTop = scrollTopToShow(latest.current.geometry, element.scrollTop, index)
    },
    [scroller],
  )
  const toTop = useCallback(() => {
    if (scroller.current) scroller.current.scrollTop = 0
  }, [scroller])

  return { window, height: scrollHeight(geometry), perPage: rowsPerPage(geometry), showRow, toTop }
}

const place = (element: HTMLElement | null, geometry: Geometry, scrollTop: number, first: number): void => {
  if (element) element.style.transform = `translateY(${rowOffset(geometry, scrollTop, first)}px)`
}

/** Where one scrolled pixel stands for several, a wheel would run: it is slowed down, and fractions are kept. */
const useScaledWheel = (
  scroller: RefObject<HTMLElement | null>,
  latest: RefObject<{ readonly geometry: Geometry }>,
): void => {
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    let carry = 0
    const roll = (event: WheelEvent) => {
      const ratio = scrollRatio(latest.current.geometry)
      if (ratio === 1 || event.deltaY === 0 || event.ctrlKey || event.shiftKey || event.deltaMode !== 0)
        return
      event.preventDefault()
      carry += event.deltaY / ratio
      const whole = Math.trunc(carry)
      carry -= whole
      element.scrollTop += whole
      element.scrollLeft += event.deltaX
    }
    element.addEventListener('wheel', roll, { passive: false })
    return () => element.removeEventListener('wheel', roll)
  }, [scroller, latest])
}
