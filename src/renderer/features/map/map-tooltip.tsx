import { useLayoutEffect, useRef } from 'react'
import { cutTitle } from '../../ui/cut-title.ts'
import styles from './map-canvas.module.css'

interface MapTooltipProps {
  readonly x: number
  readonly y: number
  readonly title: string
  readonly about: string
}

const AWAY = 14
const EDGE = 8

/** What a point is, beside the pointer and within the drawing. */
export const MapTooltip = ({ x, y, title, about }: MapTooltipProps) => {
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const shown = box.current
    const room = shown?.parentElement
    if (!shown || !room) return
    const [width, height] = [shown.offsetWidth, shown.offsetHeight]
    const left = x + AWAY + width > room.clientWidth - EDGE ? x - AWAY - width : x + AWAY
    const top = Math.min(y + AWAY, room.clientHeight - height - EDGE)
    shown.style.transform = `translate(${Math.max(EDGE, left)}px, ${Math.max(EDGE, top)}px)`
  })
  return (
    <div ref={box} className={styles.tooltip} aria-hidden>
      <span className={styles.title} data-private>
        {cutTitle(title)}
      </span>
      <span className={styles.about}>{about}</span>
    </div>
  )
}
