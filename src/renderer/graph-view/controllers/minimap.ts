import type { Controller } from '../view-context.ts'

/** Milliseconds after which places that changed are drawn anew: a layout changes them all the time. */
const REST = 400

/** All of the graph as points, and a frame for what is seen; a press moves the camera there. */
export const minimapController =
  (map: HTMLCanvasElement, frame: HTMLElement): Controller =>
  ({ sigma, graph, palette }) => {
    const size = map.clientWidth
    const ratio = window.devicePixelRatio
    map.width = size * ratio
    map.height = map.clientHeight * ratio
    const context = map.getContext('2d')
    let timer = 0
    let drawnAt = 0

    /** Sigma lays the graph into a square of side 1, which the map shows with a margin. */
    const span = { left: -0.12, top: -0.12, side: 1.24 }
    const onMap = (x: number, y: number) => ({
      x: ((x - span.left) / span.side) * map.clientWidth,
      y: ((1 - y - span.top) / span.side) * map.clientHeight,
    })
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
    const drawFrame = (): void => {
      const { width, height } = sigma.getDimensions()
      const a = sigma.viewportToFramedGraph({ x: 0, y: 0 })
      const b = sigma.viewportToFramedGraph({ x: width, y: height })
      const [from, to] = [onMap(a.x, a.y), onMap(b.x, b.y)]
      frame.style.transform = `translate(${from.x}px, ${from.y}px)`
      frame.style.width = `${Math.max(4, to.x - from.x)}px`
      frame.style.height = `${Math.max(4, to.y - from.y)}px`
      frame.style.borderColor = palette.accent
    }
    const follow = (): void => {
      drawFrame()
    }
    const soon = (): void => {
      if (timer === 0) timer = window.setTimeout(drawNodes, Math.max(0, REST - (performance.now() - drawnAt)))
    }
    const go = (event: PointerEvent): void => {
      if (event.buttons !== 1) return
      const box = map.getBoundingClientRect()
      const x = ((event.clientX - box.left) / box.width) * span.side + span.left
      const y = 1 - (((event.clientY - box.top) / box.height) * span.side + span.top)
      sigma.getCamera().setState({ x, y })
    }
    const watched = [
      'nodeAdded',
      'nodeDropped',
      'eachNodeAttributesUpdated',
      'nodeAttributesUpdated',
    ] as const
    for (const event of watched) graph.on(event, soon)
    sigma.on('afterRender', follow)
    map.addEventListener('pointerdown', go)
    map.addEventListener('pointermove', go)
    soon()
    return () => {
      clearTimeout(timer)
      for (const event of watched) graph.removeListener(event, soon)
      map.removeEventListener('pointerdown', go)
      map.removeEventListener('pointermove', go)
    }
  }
