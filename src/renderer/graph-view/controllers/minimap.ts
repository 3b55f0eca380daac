import type { Point } from '../placement.ts'
import type { Controller } from '../view-context.ts'

/** Milliseconds after which places that changed are drawn anew: a layout changes them all the time. */
const REST = 400
/** What the map shows, in sides of the square that the graph fills. */
const SPAN = 1.2

/** All of the graph as points, and a frame for what is seen; a press moves the camera there. */
export const minimapController =
  (map: HTMLCanvasElement, frame: HTMLElement): Controller =>
  ({ sigma, graph, palette }) => {
    const ratio = window.devicePixelRatio
    const context = map.getContext('2d')
    let timer = 0
    let drawnAt = 0

    /** Sigma lays the graph into a square of side 1, which the map shows in its middle with a margin. */
    const side = (): number => Math.min(map.clientWidth, map.clientHeight) / SPAN
    const onMap = (x: number, y: number) => ({
      x: map.clientWidth / 2 + (x - 0.5) * side(),
      y: map.clientHeight / 2 - (y - 0.5) * side(),
    })
    /** Where the map is hidden it has no size; it takes its own when it is shown. */
    const measure = (): void => {
      map.width = map.clientWidth * ratio
      map.height = map.clientHeight * ratio
      drawNodes()
      drawFrame()
    }
    const drawNodes = (): void => {
      timer = 0
      drawnAt = performance.now()
      if (!context) return
      context.setTransform(ratio, 0, 0, ratio, 0, 0)
      context.clearRect(0, 0, map.clientWidth, map.clientHeight)
      const dot = graph.order > 5000 ? 1 : graph.order > 400 ? 1.5 : 2.5
      graph.forEachNode((id) => {
        const data = sigma.getNodeDisplayData(id)
        if (!data || data.hidden) return
        const { x, y } = onMap(data.x, data.y)
        context.fillStyle = data.color
        context.fillRect(x - dot / 2, y - dot / 2, dot, dot)
      })
    }
    /** Where more is seen than the map shows, its frame is the map's edge. */
    const within = ({ x, y }: Point): Point => ({
      x: Math.min(map.clientWidth, Math.max(0, x)),
      y: Math.min(map.clientHeight, Math.max(0, y)),
    })
    const drawFrame = (): void => {
      const { width, height } = sigma.getDimensions()
      const a = sigma.viewportToFramedGraph({ x: 0, y: 0 })
      const b = sigma.viewportToFramedGraph({ x: width, y: height })
      const [from, to] = [within(onMap(a.x, a.y)), within(onMap(b.x, b.y))]
      frame.style.transform = `translate(${from.x}px, ${from.y}px)`
      frame.style.width = `${Math.max(4, to.x - from.x)}px`
      frame.style.height = `${Math.max(4, to.y - from.y)}px`
      frame.style.borderColor = palette.accent
    }
    const soon = (): void => {
      if (timer === 0) timer = window.setTimeout(drawNodes, Math.max(0, REST - (performance.now() - drawnAt)))
    }
    const go = (event: PointerEvent): void => {
      if (event.buttons !== 1) return
      const box = map.getBoundingClientRect()
      const x = 0.5 + (event.clientX - box.left - box.width / 2) / side()
      const y = 0.5 - (event.clientY - box.top - box.height / 2) / side()
      sigma.getCamera().setState({ x, y })
    }
    const watched = [
      'nodeAdded',
      'nodeDropped',
      'eachNodeAttributesUpdated',
      'nodeAttributesUpdated',
    ] as const
    for (const event of watched) graph.on(event, soon)
    sigma.on('afterRender', drawFrame)
    map.addEventListener('pointerdown', go)
    map.addEventListener('pointermove', go)
    const sizes = new ResizeObserver(measure)
    sizes.observe(map)
    return () => {
      clearTimeout(timer)
      sizes.disconnect()
      for (const event of watched) graph.removeListener(event, soon)
      map.removeEventListener('pointerdown', go)
      map.removeEventListener('pointermove', go)
    }
  }
