import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { appPage } from './app-page.ts'
import { axeFinds } from './axe-finds.ts'
import { allowByCode, browserEdition, type OpenApp, ROOT } from './edition.ts'
import { makeSmallGraph } from './small-graph.ts'

const skip = process.env.SOMA_SKIP_BROWSER

/** From one's own folder to one that is marked production, and read-only in the end. */
describe.skipIf(skip)('connections', () => {
  const root = mkdtempSync(join(tmpdir(), 'soma-connections-'))
  const [home, vault] = [join(root, 'home'), join(root, 'vault')]
  let open: OpenApp
  let page: Page
  let app: ReturnType<typeof appPage>
  const dialog = () => page.getByRole('dialog')
  const row = (name: string) =>
    page.getByRole('list', { name: 'Connections' }).getByRole('listitem').filter({ hasText: name })
  const mark = (name: RegExp) => dialog().getByRole('switch', { name })

  beforeAll(async () => {
    makeSmallGraph(vault)
    makeSmallGraph(home)
    open = await browserEdition({ dataDir: home }).open()
    page = open.page
    page.setDefaultTimeout(10_000)
    app = appPage(page)
  })
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail' || open === undefined) return
    await page.screenshot({
      path: join(ROOT, 'test-results', `connections-${task.name}.png`.replaceAll(/[^\w.-]+/g, '-')),
    })
  })
  afterAll(async () => {
    await open?.close()
    rmSync(root, { recursive: true, force: true, maxRetries: 3 })
  })

  it('are added with what is wrong said by field, tested and switched to', async () => {
    await app.goTo('Settings')
    await page.getByText('not encrypted').first().waitFor()
    await page.getByRole('button', { name: 'Add connection…' }).click()
    await dialog().getByRole('textbox', { name: 'Name' }).fill('Vault')
    await dialog().getByRole('textbox', { name: 'Data folder' }).fill('//elsewhere/share')
    await dialog().getByRole('button', { name: 'Add connection' }).click()
    await dialog().getByText('not of the network').waitFor()
    await dialog().getByRole('textbox', { name: 'Data folder' }).fill(vault)
    await mark(/^Production/).click()
    await dialog().getByRole('button', { name: 'Test' }).click()
    await allowByCode(open)
    await dialog()
      .getByText(/can be written to · 9 memories/)
      .waitFor()
    await dialog().getByRole('button', { name: 'Add connection' }).click()
    await row('Vault').getByText('Production').waitFor()
    await row('Vault').click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Switch' }).click()
    await app.toast('Now on “Vault”').waitFor()
    expect(await axeFinds(page)).toEqual([])
  })

  it('that are marked production say so on every screen, and ask for their name before many memories are deleted', async () => {
    await app.goTo('Memories')
    await page.getByRole('status', { name: 'Marks of the connection' }).getByText('Production').waitFor()
    await page.getByText('Production: Vault').waitFor()
    await app.table.getByRole('row', { name: /Island/ }).click()
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Delete')
    await dialog().getByText('“Vault” is marked production').waitFor()
    const remove = dialog().getByRole('button', { name: 'Delete', exact: true })
    expect(await remove.isDisabled()).toBe(true)
    await dialog().getByRole('textbox').fill('vault')
    expect(await remove.isDisabled()).toBe(true)
    await dialog().getByRole('button', { name: 'Cancel' }).click()
    // The keyboard is back where it was, and both are still chosen.
    await app.table.and(page.locator(':focus, :has(:focus)')).waitFor()
    await page.keyboard.press('Delete')
    await dialog().getByRole('textbox').fill('Vault')
    await remove.click()
    await app.toast(/^Deleted 2 memories/).waitFor()
  })

  it('that are marked read-only are opened anew, show it, and take nothing; and back home nothing has changed', async () => {
    await app.goTo('Settings')
    await page.getByRole('button', { name: 'More for Vault' }).click()
    await page.getByRole('menuitem', { name: 'Edit…' }).click()
    await mark(/^Read-only/).click()
    await dialog().getByRole('button', { name: 'Save' }).click()
    await page.getByText('is marked read-only in Settings').first().waitFor()
    await app.goTo('Decay')
    const sweep = page.getByRole('button', { name: 'Sweep now' })
    await sweep.waitFor()
    await expect.poll(() => sweep.isDisabled()).toBe(true)
    expect(await axeFinds(page)).toEqual([])
    await app.goTo('Settings')
    await page.getByRole('button', { name: 'Switch to This computer' }).click()
    await app.toast('Now on “This computer”').waitFor()
    await page.getByText('9 memories').first().waitFor()
    await page.getByRole('status', { name: 'Marks of the connection' }).waitFor({ state: 'detached' })
  })

  it('take everything of the open one where they are empty, and say that every row is the same', async () => {
    await page.getByRole('button', { name: 'Add connection…' }).click()
    await dialog().getByRole('textbox', { name: 'Name' }).fill('Shelf')
    await dialog().getByRole('textbox', { name: 'Data folder' }).fill(join(root, 'shelf'))
    await dialog().getByRole('button', { name: 'Add connection' }).click()
    await allowByCode(open)
    await page.getByRole('button', { name: 'More for Shelf' }).click()
    await page.getByRole('menuitem', { name: 'Move everything here…' }).click()
    await dialog().getByRole('button', { name: 'Move everything' }).click()
    await dialog()
      .getByText(/^9 memories moved in .* is the same\.$/)
      .waitFor()
    await dialog().getByRole('button', { name: 'Switch to Shelf' }).click()
    await app.toast('Now on “Shelf”').waitFor()
    await page.getByText('9 memories').first().waitFor()
    // Vectors lie on this computer alone here, which the settings say too.
    await page.getByRole('heading', { name: 'Vectors in Qdrant' }).waitFor()
    await page.getByText('Vectors lie on this computer alone.').waitFor()
    expect(await axeFinds(page)).toEqual([])
  })
})
