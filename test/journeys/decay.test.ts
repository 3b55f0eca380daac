import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { appPage } from './app-page.ts'
import { axeFinds } from './axe-finds.ts'
import { browserEdition, type OpenApp, ROOT } from './edition.ts'

const skip = process.env.SOMA_SKIP_BROWSER

/** What is about to be forgotten, as a person looks at it and decides. */
describe.skipIf(skip)('decay', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'soma-decay-'))
  let open: OpenApp
  let app: ReturnType<typeof appPage>

  const list = () => app.page.getByRole('grid', { name: 'Memories that are forgotten' })
  const panel = () => app.page.getByRole('region', { name: 'Parameters' })
  const isClean = async (what: string) => {
    expect(await axeFinds(app.page), what).toEqual([])
  }

  beforeAll(async () => {
    open = await browserEdition({ dataDir }).open()
    app = appPage(open.page)
    await app.page.getByText('4,484 memories').first().waitFor()
    await app.goTo('Decay')
  })
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail' || open === undefined) return
    await open.page.screenshot({
      path: join(ROOT, 'test-results', `decay-${task.name}.png`.replaceAll(/[^\w.-]+/g, '-')),
    })
  })
  afterAll(async () => {
    await open?.close()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 })
  })

  it('DEC-5 says that it is off, what it would do, and tries it out without writing', async () => {
    await app.page.getByText('Decay is off: nothing is forgotten').waitFor()
    await app.page.getByText(/of 4,484 memories would decay within 30 days/).waitFor()
    await isClean('off')
    await app.page.getByRole('button', { name: 'Try it out' }).click()
    await list().getByRole('row').first().waitFor()
    await app.page.getByText(/by the parameters tried out/).waitFor()
    await panel().getByText('1 change', { exact: true }).waitFor()
    await isClean('time machine')
  })

  it('DEC-5 moves the date by keyboard, and counts and list follow', async () => {
    const slider = app.page.getByRole('slider', { name: 'Date of the forecast' })
    const threshold = panel().getByRole('textbox', { name: 'Decays above a score of' })
    await threshold.fill('900')
    await threshold.press('Enter')
    const counts = app.page.getByText(/^By /)
    // Until the forecast by the new threshold is there, the end is that of the one before.
    const toTheEnd = async (): Promise<string> => {
      await slider.press('End')
      return counts.innerText()
    }
    await expect.poll(toTheEnd, { timeout: 20_000 }).toMatch(/[1-9][\d,]* decay/)
    await panel().getByText('2 changes', { exact: true }).waitFor()
    const atEnd = await toTheEnd()
    await slider.press('Home')
    await expect.poll(() => counts.innerText()).not.toBe(atEnd)
    await expect.poll(toTheEnd, { timeout: 20_000 }).toMatch(/[1-9][\d,]* decay/)
    await list()
      .getByRole('img', { name: /^Score .*Age .*Importance/ })
      .first()
      .waitFor()
  })

  it('DEC-2 pins what would go, and undoes it', async () => {
    const first = list().getByRole('row').first()
    await first.getByRole('button', { name: 'Pin: it is never forgotten' }).click()
    await app.toast('Pinned 1 memory').getByRole('button', { name: 'Undo' }).click()
    await app.toast(/^Undid: Changed pinned/).waitFor()
    await first.click({ button: 'right' })
    await app.page.getByRole('menuitem', { name: 'Find similar memories' }).click()
    await app.inspector.getByText('Nearest by cosine').waitFor()
    await list().focus()
    await app.page.keyboard.press('Space')
    await app.page.keyboard.press('ArrowDown')
    await app.page.keyboard.press('Space')
    await app.page.getByRole('toolbar', { name: 'Chosen memories' }).getByText('2 chosen').waitFor()
    await isClean('chosen')
    await app.page.keyboard.press('b')
    await app.toast('Set importance of 2 memories to 2').waitFor()
    await app.page.keyboard.press('Control+z')
    await app.toast(/^Undid: Changed importance/).waitFor()
  })

  it('DEC-1 says in the inspector when a memory decays, and why', async () => {
    await list().getByRole('row').first().click()
    await app.inspector.getByRole('tab', { name: 'Decay' }).click()
    await app.inspector.getByText('Does not decay').waitFor()
    await app.inspector.getByText('Time unused').first().waitFor()
    await isClean('inspector')
  })

  it('DEC-2 MEM-9 lets decay what is accepted, and what it was is restored from its history', async () => {
    const first = list().getByRole('row').first()
    await first.click()
    await app.inspector.getByRole('tab', { name: 'History' }).click()
    const oldest = app.inspector.getByRole('button', { name: /^v1/ })
    await oldest.waitFor()
    await first.getByRole('button', { name: 'Accept: let it decay now' }).click()
    await app.toast('Let go of 1 memory').waitFor()
    await app.inspector.getByText('Accepted').waitFor()
    await oldest.click()
    await app.inspector.getByRole('button', { name: 'Restore v1' }).click()
    await app.toast(/^Restored/).waitFor()
    await app.inspector.getByRole('button', { name: /restore by app/ }).waitFor()
  })

  it('DEC-3 tries out fields that are lost at an age, and an age less', async () => {
    await panel().getByRole('button', { name: 'Add an age' }).click()
    await panel().getByRole('textbox', { name: 'Fields lost at age 1' }).fill('title')
    await panel().getByText('4 changes', { exact: true }).waitFor()
    await app.page.getByText(/[1-9][\d,]* reduced/).waitFor()
    await isClean('an age')
    await panel().getByRole('button', { name: 'Remove age 1' }).click()
    await panel().getByText('2 changes', { exact: true }).waitFor()
  })

  it('DEC-5 shows what forgetting costs the recent queries', async () => {
    await app.goTo('Recall')
    await app.recall('session cookie without secure flag')
    await app.query.press('Enter')
    await app.goTo('Decay')
    await app.page.getByRole('tab', { name: 'Cost in recall' }).click()
    await app.page.getByText(/of hits stay/).waitFor()
    await app.page
      .getByText(/loses \d+ of \d+/)
      .first()
      .waitFor()
    await isClean('cost')
  })

  it('DEC-6 MEM-9 evicts what is accepted over a limit, and it comes back from the bin', async () => {
    await app.page.getByRole('tab', { name: 'Time machine' }).click()
    const holds = panel().getByRole('textbox', { name: 'Memories a namespace holds' })
    await holds.fill('40000')
    await holds.blur()
    await expect.poll(() => holds.inputValue()).toBe('40,000')
    await holds.focus()
    await holds.press('End')
    await holds.press('Backspace')
    await expect.poll(() => holds.inputValue()).toBe('4000')
    await holds.press('Enter')
    const accept = list().getByRole('button', { name: 'Accept: evict it now' }).first()
    await accept.click({ timeout: 20_000 })
    await app.page.getByRole('tab', { name: /^Bin/ }).click()
    await app.page.getByRole('button', { name: /^Restore \S/ }).click()
    await app.toast('Restored 1 memory').waitFor()
    await app.page.getByText('The bin is empty').waitFor()
  })

  it('DEC-6 restores from the bin, and empties it only when its name is typed', async () => {
    await app.switchNamespace('default')
    await app.goTo('Memories')
    for (const text of ['First to go', 'Second to go']) {
      await app.page.getByRole('button', { name: 'New memory' }).first().click()
      const dialog = app.page.getByRole('dialog', { name: 'New memory' })
      await app.writeJson(dialog.getByRole('textbox', { name: 'Payload' }), `{"text": "${text}"}`)
      await dialog.getByRole('button', { name: /^Store/ }).click()
      await dialog.waitFor({ state: 'detached' })
      await app.table.getByRole('row', { name: new RegExp(text) }).click()
      await app.inspector.getByText(text).first().waitFor()
      await app.page.keyboard.press('Control+Backspace')
      await app.toast('Deleted 1 memory').waitFor()
    }
    await app.goTo('Decay')
    await app.page.getByRole('tab', { name: /^Bin/ }).click()
    await app.page.getByRole('textbox', { name: 'Search the bin' }).fill('second')
    await app.page.getByRole('button', { name: 'Restore Second to go' }).click()
    await app.toast('Restored 1 memory').waitFor()
    await app.page.getByRole('textbox', { name: 'Search the bin' }).fill('')
    await app.page.getByRole('button', { name: 'Restore First to go' }).waitFor()
    await isClean('bin')
    await app.page.getByRole('button', { name: 'First to go', exact: true }).focus()
    await app.page.keyboard.press('Shift+F10')
    await app.page.getByRole('menuitem', { name: 'Delete for good…' }).click()
    await app.page.getByRole('dialog', { name: 'Delete 1 memory for good' }).waitFor()
    await app.page.keyboard.press('Escape')
    await app.page.getByRole('button', { name: 'Empty the bin…' }).click()
    const dialog = app.page.getByRole('dialog', { name: /Empty the bin/ })
    await dialog.getByText('This cannot be undone').waitFor()
    await dialog.getByRole('button', { name: 'Empty the bin', disabled: true }).waitFor()
    await isClean('empty the bin')
    await dialog.getByRole('textbox').fill('default')
    await dialog.getByRole('button', { name: 'Empty the bin' }).click()
    await app.page.getByText('The bin is empty').waitFor()
  })

  it('DEC-4 sweeps on demand and says what came of it', async () => {
    await app.page.getByRole('button', { name: 'Sweep now' }).click()
    await app.toast('Nothing was due').waitFor()
  })
})
