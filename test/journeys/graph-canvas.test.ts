import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { appPage } from './app-page.ts'
import { axeFinds } from './axe-finds.ts'
import { dataColor } from './data-color.ts'
import { browserEdition, type OpenApp, ROOT } from './edition.ts'
import { type At, between, graphPage, type SeenNode } from './graph-page.ts'
import { makeSmallGraph } from './small-graph.ts'

const skip = process.env.SOMA_SKIP_BROWSER
const ALL = '9 memories, 9 links'
/** Of the second community, `--data-2`. */
const ORANGE = dataColor(2)

/** What hand and keyboard do on the drawing, on nine memories whose counts are known. */
describe.skipIf(skip)('the drawing of a graph', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'soma-graph-canvas-'))
  const problems: string[] = []
  let open: OpenApp
  let app: ReturnType<typeof appPage>
  let graph: ReturnType<typeof graphPage>
  const selection = () => graph.screen.getByRole('toolbar', { name: 'Selection' })
  const popover = () => app.page.getByRole('dialog', { name: /link/i })
  const expectCounts = async (text: string) =>
    await expect.poll(() => graph.counts(), { timeout: 10_000 }).toBe(text)
  /** The menu gives the focus back in a turn of its own. */
  const noMenu = async () => {
    await app.page.getByRole('menu').waitFor({ state: 'detached' })
    await app.page.evaluate('new Promise((resolve) => setTimeout(resolve))')
  }
  const clearToasts = async () => {
    const close = app.page.getByRole('button', { name: 'Dismiss' })
    // One may go by itself meanwhile.
    while ((await close.count()) > 0)
      await close
        .first()
        .click({ timeout: 2000 })
        .catch(() => {})
  }
  const at = async (...titles: readonly string[]) => {
    const all = await graph.nodes()
    return titles.map((title) => {
      const node = all.get(title)
      if (!node) throw new Error(`${title} is not drawn.`)
      return node
    })
  }

  /** The middle of the handle for links, once it stands at a node. */
  const handleAt = async ({ x, y, radius }: SeenNode): Promise<At> => {
    const handle = app.page.getByRole('button', { name: 'Drag to link', includeHidden: true })
    const middle = async (): Promise<At> => {
      const box = await handle.boundingBox()
      return { x: (box?.x ?? -1e4) + 9, y: (box?.y ?? -1e4) + 9 }
    }
    const away = async (): Promise<number> => {
      const at = await middle()
      return Math.hypot(at.x - x, at.y - y)
    }
    await expect.poll(away).toBeLessThan(radius + 40)
    return await middle()
  }
  const centre = async (title: string): Promise<[number, number]> => {
    const { x, y } = await graph.node(title)
    return [x, y]
  }

  beforeAll(async () => {
    makeSmallGraph(dataDir)
    open = await browserEdition({ dataDir, isCalm: true }).open()
    open.page.setDefaultTimeout(10_000)
    app = appPage(open.page)
    graph = graphPage(open.page)
    open.page.on('pageerror', (error) => problems.push(error.message))
    await app.page.getByText('9 memories').first().waitFor()
  })
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail' || open === undefined) return
    await open.page.screenshot({
      path: join(ROOT, 'test-results', `graph-canvas-${task.name}.png`.replaceAll(/[^\w.-]+/g, '-')),
    })
  })
  afterAll(async () => {
    await open?.close()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 })
  })

  it('opens a small namespace as it is', async () => {
    await app.goTo('Graph')
    await expectCounts(ALL)
    // A circle: the same places each time.
    await app.page.keyboard.press('k')
    await graph.screen.getByRole('radio', { name: 'Circle' }).click()
    await app.page.keyboard.press('k')
    await graph.canvas.focus()
    await app.page.keyboard.press('f')
  })

  it('LNK-1 draws a link by the handle, which undo takes back and redo brings again', async () => {
    const [island, elm] = await at('Island', 'Elm')
    if (!island || !elm) return
    await app.page.mouse.move(island.x, island.y)
    const handle = await handleAt(island)
    await graph.drag(handle, between(island, elm), elm)
    await popover().getByText('Island').waitFor()
    await popover().getByRole('textbox', { name: 'Type' }).fill('explains')
    await popover().getByRole('textbox', { name: 'Weight' }).fill('2.5')
    await popover().getByRole('button', { name: 'Link them' }).click()
    await expectCounts('9 memories, 10 links')
    await app
      .toast(/^Linked/)
      .getByRole('button', { name: /^Undo/ })
      .click()
    await expectCounts(ALL)
    await app.page.keyboard.press('Control+Shift+z')
    await expectCounts('9 memories, 10 links')
    await app.page.keyboard.press('Control+z')
    await expectCounts(ALL)
    expect(await selection().count()).toBe(0)
  })

  it('draws a link with Alt held, and none to itself, to nothing, or after Escape', async () => {
    await clearToasts()
    const [island, hazel] = await at('Island', 'Hazel')
    if (!island || !hazel) return
    await app.page.keyboard.down('Alt')
    await graph.drag(island, { x: island.x + 60, y: island.y }, island)
    await graph.drag(island, { x: island.x, y: island.y - 60 })
    await app.page.mouse.move(island.x, island.y)
    await app.page.mouse.down()
    await app.page.mouse.move(hazel.x, hazel.y, { steps: 6 })
    await app.page.keyboard.press('Escape')
    await app.page.mouse.up()
    expect(await popover().count()).toBe(0)
    await graph.drag(island, between(island, hazel), hazel)
    await app.page.keyboard.up('Alt')
    await popover().waitFor()
    // What was drawn to is not chosen by it.
    expect(await selection().count()).toBe(0)
    await popover().getByRole('button', { name: 'Cancel' }).click()
    await expectCounts(ALL)
  })

  it('edits and removes a link where it is drawn, each with Undo', async () => {
    const [gorse, hazel] = await at('Gorse', 'Hazel')
    if (!gorse || !hazel) return
    await app.page.mouse.click(between(gorse, hazel).x, between(gorse, hazel).y)
    await popover().getByRole('textbox', { name: 'Type' }).fill('follows')
    await popover().getByRole('textbox', { name: 'Note' }).fill('by hand')
    await popover().getByRole('button', { name: 'Save link' }).click()
    await app.toast(/^Changed the link|^Linked|follows/).waitFor()
    await expect.poll(() => graph.linkTypes()).toContain('follows')
    await app.page.keyboard.press('Control+z')
    await app.toast(/^Undid/).waitFor()
    await clearToasts()
    await popover().waitFor({ state: 'detached' })
    // The link that was there before is drawn again.
    await expect.poll(() => graph.linkTypes()).not.toContain('follows')
    await app.page.mouse.click(between(gorse, hazel).x, between(gorse, hazel).y, { button: 'right' })
    await app.page.getByText('cites', { exact: true }).first().waitFor()
    await app.page.getByRole('menuitem', { name: 'Remove link' }).click()
    await expectCounts('9 memories, 8 links')
    await app
      .toast(/^Removed the link/)
      .getByRole('button', { name: /^Undo/ })
      .click()
    await expectCounts(ALL)
    await clearToasts()
  })

  it('holds what is dragged, chooses nothing by it, and releases all', async () => {
    const [fir] = await at('Fir')
    const box = await graph.canvas.boundingBox()
    if (!fir || !box) return
    await graph.drag(fir, { x: fir.x + 40, y: fir.y + 30 })
    const { x, y } = await graph.node('Fir')
    expect([x - fir.x, y - fir.y].map(Math.round)).toEqual([40, 30])
    expect(await selection().count()).toBe(0)
    await app.page.mouse.click(x, y, { button: 'right' })
    await app.page.getByRole('menuitem', { name: 'Release its place' }).waitFor()
    await app.page.keyboard.press('Escape')
    await noMenu()
    await app.page.mouse.click(box.x + box.width - 40, box.y + 40, { button: 'right' })
    await app.page.getByRole('menuitem', { name: 'Release all that is held' }).click()
    await noMenu()
    await app.page.mouse.click(x, y, { button: 'right' })
    await app.page.getByRole('menuitem', { name: 'Hold its place' }).waitFor()
    await app.page.keyboard.press('Escape')
    await noMenu()
  })

  it('chooses with a lasso, and minimap and search still move the camera', async () => {
    await graph.canvas.focus()
    await app.page.keyboard.press('l')
    const all = await graph.nodes()
    const [alder, birch, gorse] = [all.get('Alder'), all.get('Birch'), all.get('Gorse')]
    if (!alder || !birch || !gorse) return
    const around = (one: { x: number; y: number }, dx: number, dy: number) => ({
      x: one.x + dx,
      y: one.y + dy,
    })
    await graph.drag(
      around(alder, -25, -25),
      around(alder, 25, -25),
      around(alder, 25, 25),
      around(alder, -25, 25),
    )
    await selection().getByText('Alder').waitFor()
    await app.page.keyboard.down('Shift')
    await graph.drag(
      around(birch, -25, -25),
      around(birch, 25, -25),
      around(birch, 25, 25),
      around(birch, -25, 25),
    )
    await app.page.keyboard.up('Shift')
    await selection().getByText('2 chosen').waitFor()
    const map = await app.page.locator('canvas[data-minimap]').boundingBox()
    if (!map) throw new Error('There is no minimap.')
    const middle = { x: map.x + map.width / 2, y: map.y + map.height / 2 }
    await graph.drag(around(middle, 0, 20), around(middle, 20, 20))
    const movedBy = async () => {
      const moved = await graph.node('Gorse')
      return [Math.sign(gorse.x - moved.x), Math.sign(gorse.y - moved.y)]
    }
    await expect.poll(movedBy).toEqual([1, 1])
    await app.page.keyboard.press('/')
    await app.page.keyboard.type('isl')
    await app.page.keyboard.press('Enter')
    const box = await graph.canvas.boundingBox()
    await expect
      .poll(
        async () => {
          const island = (await graph.nodes()).get('Island')
          return Math.abs((island?.x ?? 0) - (box?.x ?? 0) - (box?.width ?? 0) / 2)
        },
        { timeout: 10_000 },
      )
      .toBeLessThan(3)
    await selection().getByText('Island').waitFor()
  })

  it('takes a deleted memory away at once, and brings it back where it stood', async () => {
    await clearToasts()
    await graph.canvas.focus()
    await app.page.keyboard.press('Escape')
    await app.page.keyboard.press('f')
    const [damson] = await at('Damson')
    if (!damson) return
    await graph.drag(damson, { x: damson.x + 20, y: damson.y + 40 })
    const before = await graph.node('Damson')
    await app.page.mouse.click(before.x, before.y, { button: 'right' })
    await app.page.getByRole('menuitem', { name: 'Delete' }).click()
    await expectCounts('8 memories, 6 links')
    await app.toast('Deleted 1 memory').getByRole('button', { name: /^Undo/ }).click()
    await expectCounts(ALL)
    await clearToasts()
    const after = await graph.node('Damson')
    expect([after.x - before.x, after.y - before.y].map(Math.round)).toEqual([0, 0])
  })

  it('changes all that are chosen, each change with one Undo', async () => {
    await clearToasts()
    await graph.canvas.focus()
    await app.page.keyboard.press('f')
    const [gorse, island] = await at('Gorse', 'Island')
    if (!gorse || !island) return
    const undo = async (said: RegExp) => {
      await app.toast(said).getByRole('button', { name: /^Undo/ }).click()
      await app.toast(/^Undid/).waitFor()
      await clearToasts()
    }
    await app.page.mouse.click(gorse.x, gorse.y)
    await app.page.keyboard.down('Control')
    await app.page.mouse.click(island.x, island.y)
    await app.page.keyboard.up('Control')
    await selection().getByText('2 chosen').waitFor()
    await selection().getByRole('button', { name: 'Type' }).click()
    await app.page.getByRole('menuitem', { name: 'Semantic' }).click()
    await undo(/^Set type of 2 memories to semantic/)
    await selection().getByRole('button', { name: 'Pin', exact: true }).click()
    await undo(/^Pinned 2 memories/)
    await selection().getByRole('button', { name: 'Link…' }).click()
    const form = app.page.getByRole('form', { name: 'Link the chosen memories' })
    await form.getByText('Gorse').waitFor()
    await form.getByRole('textbox', { name: 'Type' }).fill('beside')
    await form.getByRole('button', { name: 'Make 1 link' }).click()
    await expectCounts('9 memories, 10 links')
    await undo(/^Made or changed 1 link/)
    await expectCounts(ALL)
    await selection().getByRole('button', { name: 'Delete 2 memories' }).click()
    await expectCounts('7 memories, 8 links')
    await undo(/^Deleted 2 memories/)
    await expectCounts(ALL)
    await graph.canvas.focus()
    await app.page.keyboard.press('Escape')
    await selection().waitFor({ state: 'detached' })
  })

  it('leaves out by legend and by each filter what it says', async () => {
    const legend = graph.screen.getByRole('complementary', { name: 'Legend' })
    await legend.getByRole('button', { name: 'semantic' }).click()
    await expectCounts('Showing 7 of 9 memories, 5 links Filtered: show all')
    await legend.getByRole('button', { name: 'semantic' }).click()
    await expectCounts(ALL)
    await legend.getByRole('button', { name: /^gorse, hazel/ }).click()
    await expectCounts('Showing 7 of 9 memories, 8 links Filtered: show all')
    await graph.screen.getByRole('button', { name: 'Filtered: show all' }).click()
    await expectCounts(ALL)
    await app.page.keyboard.press('i')
    const panel = app.page.getByRole('region', { name: 'Filter' }).first()
    const slide = async (name: string, steps: number, key = 'ArrowRight') => {
      const thumb = panel.getByRole('slider', { name })
      await thumb.focus()
      for (let i = 0; i < steps; i++) await thumb.press(key)
    }
    const showAll = () => panel.getByRole('button', { name: 'Show all' }).click()
    await panel.getByRole('radio', { name: 'Semantic' }).click()
    await expectCounts('Showing 2 of 9 memories, 0 links Filtered: show all')
    await showAll()
    await slide('Links from', 3)
    await expectCounts('Showing 4 of 9 memories, 5 links Filtered: show all')
    await showAll()
    await slide('Core from', 2)
    await expectCounts('Showing 6 of 9 memories, 8 links Filtered: show all')
    await showAll()
    await slide('Weight from', 1, 'End')
    await expectCounts('9 memories, 2 links Filtered: show all')
    await panel.getByRole('switch', { name: 'Hide memories without a link' }).click()
    await expectCounts('Showing 3 of 9 memories, 2 links Filtered: show all')
    await showAll()
    await panel.getByRole('checkbox', { name: 'near' }).click()
    await expectCounts('9 memories, 3 links Filtered: show all')
    await showAll()
    await graph.canvas.focus()
    await app.page.mouse.click(...(await centre('Elm')))
    await slide('Hops around what is chosen', 1)
    await expectCounts('Showing 3 of 9 memories, 2 links Filtered: show all')
    await showAll()
    await app.page.keyboard.press('i')
    await selection().getByRole('button', { name: 'Choose nothing' }).click()
    await expectCounts(ALL)
  })

  it('says that the drawing was lost, offers the list, and draws again', async () => {
    const lose = (part: 'loseContext' | 'restoreContext') =>
      app.page.evaluate(`(() => {
        const canvases = [...document.querySelectorAll('[role=application] canvas')]
        window.lostContexts ??= canvases.flatMap((canvas) => canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context') ?? [])
        for (const one of window.lostContexts) one.${part}()
      })()`)
    const before = await graph.node('Elm')
    await lose('loseContext')
    await graph.screen.getByText('The drawing was lost').waitFor()
    await graph.screen.getByRole('button', { name: 'Show as a list' }).click()
    await app.page.getByRole('listbox', { name: /as a list/ }).waitFor()
    await graph.screen.getByRole('button', { name: 'As a drawing' }).click()
    await graph.canvas.waitFor()
    await graph.screen.getByText('The drawing was lost').waitFor({ state: 'detached' })
    await expect.poll(() => graph.pixel(before), { timeout: 10_000 }).toEqual(ORANGE)
    await app.page.evaluate('window.lostContexts = undefined')
    await lose('loseContext')
    await graph.screen.getByText('The drawing was lost').waitFor()
    await lose('restoreContext')
    await graph.screen.getByText('The drawing was lost').waitFor({ state: 'detached' })
    await expect.poll(() => graph.pixel(before), { timeout: 10_000 }).toEqual(ORANGE)
  })

  it('shows a list where the window cannot draw, and says what helps', async () => {
    const other = await app.page.context().newPage()
    await other.addInitScript(`HTMLCanvasElement.prototype.getContext = new Proxy(HTMLCanvasElement.prototype.getContext, {
      apply: (real, canvas, args) => (String(args[0]).startsWith('webgl') ? null : Reflect.apply(real, canvas, args)),
    })`)
    await other.goto(app.page.url())
    await other.getByText('9 memories').first().waitFor()
    await other.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Graph' }).click()
    await other.getByText('This window cannot draw').waitFor()
    const list = other.getByRole('listbox', { name: 'The graph as a list: 9 entries' })
    await list.focus()
    await other.keyboard.press('Enter')
    await other.getByRole('region', { name: 'Inspector' }).getByRole('heading').first().waitFor()
    await other.getByRole('button', { name: 'Try again' }).click()
    await other.getByText('This window cannot draw').waitFor()
    expect(await axeFinds(other)).toEqual([])
    await other.close()
  })

  it('had no error in the page', () => {
    expect(problems).toEqual([])
  })
})
