import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { appPage } from './app-page.ts'
import { dataColor, dataHex } from './data-color.ts'
import { browserEdition, type OpenApp, ROOT } from './edition.ts'
import { between, graphPage } from './graph-page.ts'
import { makeSmallGraph } from './small-graph.ts'

const skip = process.env.SOMA_SKIP_BROWSER
const ALL = '9 memories, 9 links'
/** Colours of the best path and the two after it: `--data-1` and so on. */
const PATHS = [dataColor(1), dataColor(6), dataColor(3)] as const

/** From a question to a graph, through it, and out and in again; then what else is done with hand and keyboard. */
describe.skipIf(skip)('a walk through the graph', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'soma-graph-story-'))
  const problems: string[] = []
  let open: OpenApp
  let app: ReturnType<typeof appPage>
  let graph: ReturnType<typeof graphPage>
  const dialog = () => app.page.getByRole('dialog')
  const popover = () => app.page.getByRole('dialog', { name: /link/i })
  const selection = () => graph.screen.getByRole('toolbar', { name: 'Selection' })
  const paths = () => app.page.getByRole('region', { name: 'Paths', exact: true }).first()
  const cards = () => paths().getByRole('region', { name: 'Found' }).locator('ol > li', { hasText: /^Path/ })
  const figure = (label: string) => dialog().locator('dl > div').filter({ hasText: label }).locator('dd')
  const expectCounts = async (text: string) =>
    await expect.poll(() => graph.counts(), { timeout: 10_000 }).toBe(text)
  const soma = (...args: readonly string[]) =>
    execFileSync(process.execPath, [join(ROOT, 'out/main/cli.js'), '--data', dataDir, ...args], {
      stdio: 'pipe',
    })
  const circle = async () => {
    await app.page.keyboard.press('k')
    await graph.screen.getByRole('radio', { name: 'Circle' }).click()
    await app.page.keyboard.press('k')
    await graph.canvas.focus()
    await app.page.keyboard.press('f')
  }
  /** Nothing chosen, all of it seen. */
  const fresh = async () => {
    await clearToasts()
    await graph.canvas.focus()
    await app.page.keyboard.press('Escape')
    await app.page.keyboard.press('f')
  }
  const clickOn = async (title: string, ...keys: readonly string[]) => {
    const { x, y } = await graph.node(title)
    for (const key of keys) await app.page.keyboard.down(key)
    await app.page.mouse.click(x, y)
    for (const key of keys) await app.page.keyboard.up(key)
  }
  const clearToasts = async () => {
    const close = app.page.getByRole('button', { name: 'Dismiss' })
    while ((await close.count()) > 0)
      await close
        .first()
        .click({ timeout: 2000 })
        .catch(() => {})
  }
  const backToAll = async () => {
    await graph.canvas.focus()
    await app.page.keyboard.press('Escape')
    await graph.screen
      .getByRole('button', { name: /^Shown: / })
      .first()
      .click()
    await app.page.getByRole('menuitem', { name: /^All memories|^Everything|^The whole/ }).click()
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
      path: join(ROOT, 'test-results', `graph-story-${task.name}.png`.replaceAll(/[^\w.-]+/g, '-')),
    })
  })
  afterAll(async () => {
    await open?.close()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 })
  })

  it('begins with a query, expands and collapses', async () => {
    await app.goTo('Recall')
    await app.recall('Elm as it was found')
    await app.results.getByRole('row').first().click()
    await app.inspector.getByRole('heading', { name: 'Elm' }).first().waitFor()
    await graph.command('Open in graph')
    await graph.screen.getByRole('button', { name: /^Shown: .*Elm/ }).waitFor()
    await expectCounts('3 memories, 2 links')
    await graph.rests()
    await clickOn('Fir')
    await selection().getByText('Fir').waitFor()
    await graph.canvas.focus()
    await app.page.keyboard.press('e')
    await expectCounts('4 memories, 3 links')
    expect((await graph.nodes()).has('Cedar')).toBe(true)
    await app.page.keyboard.press('c')
    await expectCounts('3 memories, 2 links')
    await backToAll()
    await expectCounts(ALL)
    await circle()
  })

  it('LNK-1 draws a link, and takes it back', async () => {
    const [island, elm] = [await graph.node('Island'), await graph.node('Elm')]
    await app.page.keyboard.down('Alt')
    await graph.drag(island, between(island, elm), elm)
    await app.page.keyboard.up('Alt')
    await popover().getByRole('button', { name: 'Link them' }).click()
    await expectCounts('9 memories, 10 links')
    await app.page.keyboard.press('Control+z')
    await expectCounts(ALL)
    await clearToasts()
  })

  it('LNK-3 lists three paths and draws each in its colour; goes around a hub and a type, and says where no way leads', async () => {
    await clickOn('Alder', 'Shift')
    await clickOn('Cedar', 'Shift')
    await paths().getByText('3 paths').waitFor()
    expect((await cards().allInnerTexts()).map((text) => text.split('\n')[1])).toMatchObject({ length: 3 })
    await paths().getByText('cost 0.5 · 2 hops').waitFor()
    // Memories and the legend have these colours too, but not so much of them.
    for (const color of PATHS)
      await expect.poll(() => graph.seen(color), { timeout: 10_000 }).toBeGreaterThan(150)
    const [best, , third] = await Promise.all(PATHS.map((color) => graph.seen(color)))
    // By hops both ways of two links are first, light links or not.
    await paths().getByRole('radio', { name: 'By hops' }).click()
    await expect.poll(async () => (await cards().nth(1).innerText()).includes('2 hops')).toBe(true)
    await paths().getByRole('radio', { name: 'By weight' }).click()
    await paths().getByText('cost 0.5 · 2 hops').waitFor()
    await paths().getByRole('button', { name: 'Not through Damson' }).first().click()
    await paths().getByText('2 paths').waitFor()
    expect(await cards().first().innerText()).toContain('Fir')
    expect(await cards().filter({ hasText: 'Damson' }).count()).toBe(0)
    await expect.poll(() => graph.seen(PATHS[2])).toBeLessThan((third ?? 0) / 2)
    // Only heavy citations lead by Damson, which is closed.
    await paths().getByRole('button', { name: 'near', exact: true }).click()
    await paths().getByText('No way leads from A to B under these conditions').waitFor()
    await expect.poll(() => graph.seen(PATHS[0])).not.toBe(best)
    await paths()
      .getByRole('group', { name: 'Not through' })
      .getByRole('button', { name: /^Remove/ })
      .click()
    await paths().getByText('1 path', { exact: true }).waitFor()
    expect(await cards().first().innerText()).toContain('Damson')
    await paths().getByRole('button', { name: 'near', exact: true }).click()
    await paths().getByText('3 paths').waitFor()
  })

  it('LNK-4 saves paths as a picture; the graph goes out as GEXF and into a new namespace, equal', async () => {
    const svg = readFileSync(await (await graph.save('SVG')).path(), 'utf8')
    expect(svg).toContain(`stroke="${dataHex(1)}"`)
    const png = readFileSync(await (await graph.save('PNG')).path()).toString('base64')
    const box = await graph.canvas.boundingBox()
    const picture = (await app.page.evaluate(`(async () => {
      const image = new Image()
      image.src = 'data:image/png;base64,${png}'
      await image.decode()
      const sheet = document.createElement('canvas')
      ;[sheet.width, sheet.height] = [image.width, image.height]
      const context = sheet.getContext('2d')
      context.drawImage(image, 0, 0)
      const { data } = context.getImageData(0, 0, image.width, image.height)
      const ground = data.slice(0, 3).join()
      const best = ${JSON.stringify(PATHS[0])}
      let [inked, blue] = [0, 0]
      for (let i = 0; i < data.length; i += 4) {
        if (data.slice(i, i + 3).join() !== ground) inked += 1
        if (best.every((value, k) => Math.abs(data[i + k] - value) < 12)) blue += 1
      }
      return { width: image.width, height: image.height, inked, blue, ratio: devicePixelRatio }
    })()`)) as Record<'width' | 'height' | 'inked' | 'blue' | 'ratio', number>
    expect([picture.width, picture.height]).toEqual(
      [box?.width ?? 0, box?.height ?? 0].map((side) => Math.round(side * picture.ratio)),
    )
    expect(picture.inked).toBeGreaterThan(1000)
    expect(picture.inked).toBeLessThan(0.5 * picture.width * picture.height)
    expect(picture.blue).toBeGreaterThan(40)
    await paths().getByRole('button', { name: 'Clear the paths' }).click()
    await clickOn('Alder', 'Shift')
    await clickOn('Island', 'Shift')
    await paths().getByText('No way leads from A to B.', { exact: true }).waitFor()
    await paths().getByRole('button', { name: 'Clear the paths' }).click()
    await paths().getByRole('button', { name: 'Close paths' }).click()

    const file = join(dataDir, 'story.gexf')
    await (await graph.save('GEXF', 'last')).saveAs(file)
    await graph.screen.getByRole('button', { name: 'Files' }).click()
    const chooser = app.page.waitForEvent('filechooser')
    await app.page.getByRole('menuitem', { name: 'Import a file…' }).click()
    await dialog().getByRole('button', { name: 'Choose a file…' }).click()
    await (await chooser).setFiles(file)
    await dialog().getByRole('combobox', { name: 'Into' }).click()
    await app.page.getByRole('option', { name: 'A new namespace' }).click()
    await dialog().getByRole('textbox', { name: 'Name' }).fill('again')
    await dialog().getByRole('button', { name: 'Import 9 memories' }).click()
    await dialog().getByRole('button', { name: 'Compare…' }).click()
    await dialog().getByRole('combobox', { name: 'Right' }).click()
    await app.page.getByRole('option', { name: 'default' }).click()
    await expect.poll(() => figure('equal').innerText()).toBe('9')
    await dialog().getByText('No difference').waitFor()
    await app.page.keyboard.press('Escape')
    await dialog().waitFor({ state: 'detached' })
    const links = (namespace: string) => {
      const path = join(dataDir, `${namespace}.jsonl`)
      soma('--namespace', namespace, 'export-graph', '--path', path)
      return readFileSync(path, 'utf8')
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { link?: Record<string, unknown> }).link)
        .filter((link) => link !== undefined)
        .map(({ from, to, type, weight, note }) => JSON.stringify([from, to, type, weight, note]))
        .sort()
    }
    expect(links('again')).toEqual(links('default'))
    expect(links('again')).toHaveLength(9)
  })

  it('LNK-1 draws a link of a memory with itself as a loop, which is felt and removed', async () => {
    await app.goTo('Graph')
    await app.switchNamespace('default')
    soma('link', '--from', '9,0', '--to', '9,0', '--type', 'self')
    await expectCounts('9 memories, 10 links')
    await fresh()
    const { x, y, radius } = await graph.node('Island')
    const top = { x, y: y - radius - 14 }
    const ground = await graph.pixel({ x: x + 60, y: top.y })
    await expect.poll(async () => String(await graph.pixel(top))).not.toBe(String(ground))
    await app.page.mouse.click(top.x, top.y)
    await popover().getByText('Island').first().waitFor()
    await popover().getByRole('button', { name: 'Remove' }).click()
    await expectCounts(ALL)
    await expect.poll(() => graph.pixel(top)).toEqual(ground)
    await clearToasts()
  })

  it('LNK-6 links what is near by meaning where its dashed line is clicked', async () => {
    await app.page.keyboard.press('k')
    await graph.screen.getByRole('switch', { name: 'Nearest by meaning' }).click()
    const entry = graph.screen.getByRole('complementary', { name: 'Legend' }).getByRole('status')
    await expect.poll(async () => await entry.innerText(), { timeout: 10_000 }).toMatch(/[1-9]/)
    await app.page.keyboard.press('k')
    await fresh()
    const all = await graph.nodes()
    const island = all.get('Island')
    if (!island) throw new Error('Island is not drawn.')
    const others = [...all.values()].filter(({ title }) => title !== 'Island')
    const findsOne = async (): Promise<boolean> => {
      for (const other of others) {
        // Near Island, where few other lines pass.
        const at = between(island, other, 0.2)
        await app.page.mouse.click(at.x, at.y)
        // What a click opens is there with the frame after it.
        await app.page.evaluate(
          'new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))',
        )
        if ((await popover().count()) > 0) return true
      }
      return false
    }
    await expect.poll(findsOne).toBe(true)
    await popover().getByText('Island').waitFor()
    await popover().getByRole('button', { name: 'Link them' }).click()
    await expectCounts('9 memories, 10 links')
    await app.page.keyboard.press('Control+z')
    await expectCounts(ALL)
    await clearToasts()
    await app.page.keyboard.press('k')
    await graph.screen.getByRole('switch', { name: 'Nearest by meaning' }).click()
    await app.page.keyboard.press('k')
  })

  it('offers to merge what is dropped on another with Shift, and what is chosen with M', async () => {
    const bench = () => app.page.getByRole('region', { name: 'Merge' })
    await fresh()
    const [gorse, hazel] = [await graph.node('Gorse'), await graph.node('Hazel')]
    await app.page.keyboard.down('Shift')
    await graph.drag(gorse, between(gorse, hazel), hazel)
    await app.page.keyboard.up('Shift')
    await bench().waitFor()
    await app.goTo('Graph')
    await graph.canvas.waitFor()
    // Nothing moved: it was no drag to a place.
    const movedBy = async () => {
      const back = (await graph.nodes()).get('Gorse')
      return [(back?.x ?? 0) - gorse.x, (back?.y ?? 0) - gorse.y].map(Math.round)
    }
    await expect.poll(movedBy).toEqual([0, 0])
    await clickOn('Gorse')
    await clickOn('Hazel', 'Control')
    await selection().getByText('2 chosen').waitFor()
    await graph.canvas.focus()
    await app.page.keyboard.press('m')
    await bench()
      .getByRole('button', { name: /Merge 2 into one/ })
      .click()
    await app.toast(/^Merged 2 memories into/).waitFor()
    await app.goTo('Graph')
    await expectCounts('8 memories, 8 links')
    await app.page.keyboard.press('Control+z')
    await expectCounts(ALL)
    await clearToasts()
  })

  it('is walked by keyboard alone: from memory to memory, into the inspector, to ends of paths', async () => {
    await fresh()
    await app.page.keyboard.press('/')
    await app.page.keyboard.type('haz')
    await app.page.keyboard.press('Enter')
    await selection().getByText('Hazel').waitFor()
    await graph.canvas.focus()
    await app.page.keyboard.press('Enter')
    await app.inspector.getByRole('heading', { name: 'Hazel' }).first().waitFor()
    await graph.canvas.focus()
    await app.page.keyboard.press('a')
    await app.page.keyboard.press('ArrowLeft')
    await app.page.keyboard.press('a')
    await cards().first().waitFor()
    expect(await paths().getByRole('region', { name: 'Ends' }).getByText('Not picked').count()).toBe(0)
    await paths().getByRole('button', { name: 'Clear the paths' }).click()
    await app.page.keyboard.press('p')
    await paths().waitFor({ state: 'detached' })
  })

  it('had no error in the page', () => {
    expect(problems).toEqual([])
  })
})
