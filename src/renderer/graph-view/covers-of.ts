import type { Box } from './free-room.ts'

/** Where tools, legend and the like lie upon a drawing, in its own pixels. */
export const coversOf = (drawing: HTMLElement | null): Box[] => {
  const origin = drawing?.getBoundingClientRect()
  const scene = drawing?.closest('[data-scene]')
  if (!origin || !scene) return []
  return [...scene.querySelectorAll('[data-covers]')].map((element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect()
    return {
      left: left - origin.left,
      top: top - origin.top,
      right: right - origin.left,
      bottom: bottom - origin.top,
    }
  })
}
