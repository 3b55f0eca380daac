import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appPage } from './app-page.ts'
import { axeFinds, axeFindsWithin } from './axe-finds.ts'
import { browserEdition, type OpenApp } from './edition.ts'

const skip = process.env.SOMA_SKIP_BROWSER

describe.skipIf(skip)('the shell', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'soma-shell-'))
  let open: OpenApp
  let page: Page
  let app: ReturnType<typeof appPage>
  beforeAll(async () => {
    open = await browserEdition({ dataDir }).open()
    page = open.page
    app = appPage(page)
    await page.getByText('4,484 memories').first().waitFor()
  })
  afterAll(async () => {
    await open?.close()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 })
  })

  it('offers a tour once, which points at what is there, and ends by Esc', async () => {
    const card = page.locator('[role=dialog][data-sheet]')
    const pointed = page.locator('[data-tour-at]')
    await page.getByRole('button', { name: 'Take the tour' }).click()
    await card.getByRole('heading', { name: 'Ask as your agent would' }).waitFor()
    await expect.poll(() => pointed.getByRole('textbox', { name: 'Query' }).count()).toBe(1)
    await page.keyboard.press('ArrowRight')
    await pointed.getByRole('img', { name: /^Score / }).waitFor()
    expect(await axeFinds(page)).toEqual([])
    await card.getByRole('button', { name: 'Next' }).focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => pointed.getAttribute('aria-label')).toBe('Why not this one?')
    await page.keyboard.press('Enter')
    await expect.poll(() => pointed.allInnerTexts()).toEqual(['Gate', 'Decay'])
    await page.keyboard.press('Enter')
    await pointed.getByText('History').waitFor()
    await page.keyboard.press('Enter')
    await card.getByText('6 of 6').waitFor()
    await page.keyboard.press('Escape')
    await card.waitFor({ state: 'detached' })
    expect(await pointed.count()).toBe(0)
    await expect
      .poll(() => page.evaluate('document.activeElement.hasAttribute("data-search-focus")'))
      .toBe(true)
    await app.query.fill('')
    await page.getByText('Try one of these').waitFor()
    expect(await page.getByRole('button', { name: 'Take the tour' }).count()).toBe(0)
  })

  it('takes other keys for a command, warns of those that are taken, and tells what holds', async () => {
    await app.goTo('Settings')
    const change = page.getByRole('button', { name: 'Change the shortcut: Go to Memories' })
    // What stands above them moves them down when it comes.
    await page.getByText(/^\d+ settings$/).waitFor()
    await page.getByRole('button', { name: /^Go \d+ commands$/ }).click()
    await change.click()
    await page.keyboard.press('Control+3')
    await page.getByText('Ctrl+3 is “Go to Graph” already.').waitFor()
    await page.getByRole('button', { name: 'Use it here instead' }).click()
    // Nothing but the list of settings has moved.
    expect(await page.evaluate('document.scrollingElement.scrollTop')).toBe(0)
    await page.keyboard.press('Control+3')
    await app.table.waitFor()
    await page.keyboard.press('?')
    const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    const row = sheet.locator('dl > div').filter({ has: page.getByText('Go to Memories', { exact: true }) })
    expect(await row.locator('kbd').allInnerTexts()).toEqual(['Ctrl', '3'])
    expect(await sheet.getByText('Go to Graph', { exact: true }).count()).toBe(0)
    await sheet.getByRole('button', { name: 'Change shortcuts' }).click()
    await page.getByRole('button', { name: 'Reset all', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Reset all', exact: true }).click()
    await page.keyboard.press('Control+2')
    await app.table.waitFor()
  })

  it('acts on a namespace that is not the present one by its row, and stays where it is', async () => {
    const switcher = page.getByRole('button', { name: 'Namespace security-review' })
    const rowOf = (name: string) => page.getByRole('menuitem', { name: new RegExp(`^${name} `) })
    const menuOf = (name: string) => page.getByRole('menu', { name: `More for ${name}` })
    const rename = menuOf('default').getByRole('menuitem', { name: 'Rename “default”…' })
    await switcher.focus()
    await page.keyboard.press('Enter')
    await rowOf('default').focus()
    await page.keyboard.press('Shift+F10')
    await expect.poll(() => rename.evaluate((item) => item.matches(':focus'))).toBe(true)
    expect(await axeFindsWithin(page, '[role="menu"]')).toEqual([])
    await page.keyboard.press('Enter')
    await page.getByRole('textbox', { name: 'Name' }).fill('elsewhere')
    await page.keyboard.press('Enter')
    await app.toast(/Renamed “default” to “elsewhere”/).waitFor()
    await switcher.click()
    await rowOf('elsewhere').click({ button: 'right' })
    await menuOf('elsewhere').getByRole('menuitem', { name: 'Delete “elsewhere”…' }).waitFor()
    await page.keyboard.press('Escape')
    await switcher.click()
    await page.getByRole('menuitem', { name: 'More for elsewhere' }).click()
    await menuOf('elsewhere').getByRole('menuitem', { name: 'Compare “elsewhere” with another…' }).waitFor()
    await page.keyboard.press('Escape')
    await rowOf('elsewhere').waitFor({ state: 'detached' })
    await switcher.waitFor()
  })

  it('has menus on the namespace and on what is in the activity', async () => {
    await page.getByRole('button', { name: /^Namespace / }).click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Rename this namespace…' }).waitFor()
    await page.keyboard.press('Escape')
    await app.goTo('Activity')
    const created = page.getByRole('option', { name: /namespace \S+ created/ })
    await created.first().waitFor()
    await page
      .getByRole('option', { name: /Imported/ })
      .first()
      .click({ button: 'right' })
    await page.getByRole('menuitem', { name: 'Only “sample”' }).click()
    await created.first().waitFor({ state: 'detached' })
  })

  it('blurs every text of a memory in privacy mode, and shows what has the pointer', async () => {
    const shingles = shinglesOf(dataDir)
    await page.keyboard.press('Control+Shift+P')
    await page.getByRole('button', { name: 'Privacy mode', exact: true }).waitFor()
    await app.goTo('Recall')
    const rows = await app.recall('session cookie without secure flag')
    await rows.first().click()
    await app.inspector.getByRole('heading', { level: 2 }).waitFor()
    await page.mouse.move(0, 0)
    expect(await told(page, shingles)).toEqual([])
    const query = () =>
      page.evaluate(`getComputedStyle(document.querySelector('[data-search-focus]')).filter`)
    await expect.poll(query).toMatch(/^blur/)
    await app.query.focus()
    await expect.poll(query).toBe('none')
    await app.goTo('Memories')
    await app.table.getByRole('row').nth(3).waitFor()
    await page.mouse.move(0, 0)
    expect(await told(page, shingles)).toEqual([])
    const title = app.inspector.getByRole('heading', { level: 2 })
    const filter = () =>
      page.evaluate(`getComputedStyle(document.querySelector('[aria-label="Inspector"] h2')).filter`)
    await title.hover()
    await expect.poll(filter).toBe('none')
    await page.mouse.move(0, 0)
    await expect.poll(filter).toMatch(/^blur/)

    // What the arrows have come to is read as what the pointer is on, and nothing else is.
    const blurred = (which: string) =>
      page.evaluate(
        `[...document.querySelectorAll('[role="option"]${which} [data-private="true"]')].map((text) => getComputedStyle(text).filter !== 'none')`,
      )
    await page.keyboard.press('Control+K')
    await page.getByRole('combobox').last().fill('session cookie')
    await page.locator('[role="option"] [data-private="true"]').first().waitFor()
    await page.keyboard.press('End')
    await expect.poll(() => blurred('[aria-selected="true"]')).toEqual([false])
    const others = (await blurred('[aria-selected="false"]')) as readonly boolean[]
    expect(others.length).toBeGreaterThan(0)
    expect(others.every(Boolean)).toBe(true)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Privacy mode', exact: true }).click()
    await expect.poll(filter).toBe('none')
  })

  it('changes nothing in read-only mode, and says how to leave it', async () => {
    await page.keyboard.press('Control+Shift+L')
    await page.getByText('Read-only mode is on.').waitFor()
    await page.getByRole('button', { name: 'New memory', disabled: true }).first().waitFor()
    await page.getByRole('button', { name: 'Turn off' }).click()
    await page.getByText('Read-only mode is on.').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'New memory', disabled: false }).first().waitFor()
  })

  it('opens the memory of a link in its address, and nothing for a hostile one', async () => {
    await page.evaluate(`location.hash = '#soma://memory/security-review/30.857,39.668,2017'`)
    await app.inspector.getByRole('heading', { name: /CWE-1004/ }).waitFor()
    await page.evaluate(`location.hash = '#soma://memory/security-review/1?run=delete'`)
    await app.toast('Link not opened').waitFor()
  })

  it('saves diagnostics, goes back to a backup, and back again', async () => {
    await app.goTo('Settings')
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save diagnostics' }).click()
    expect((await saved).suggestedFilename()).toBe('soma-diagnostics.zip')
    await page.getByRole('button', { name: 'Back up now' }).click()
    await app.toast(/Backed up/).waitFor()
    await page.getByRole('button', { name: 'Restore a backup…' }).click()
    await page
      .getByRole('button', { name: /^Restore: / })
      .first()
      .click()
    await page.getByRole('button', { name: 'Restore backup' }).click()
    await app.toast('Restored 4,484 memories').getByRole('button', { name: 'Undo' }).click()
    await page.getByText('4,484 memories').first().waitFor()
  })
})

const wordsIn = (text: string): string[] =>
  (text.match(/[A-Za-z0-9]+/g) ?? []).map((word) => word.toLowerCase())

/** Every four words in a row of any memory. */
const shinglesOf = (dataDir: string): ReadonlySet<string> => {
  const db = new Database(join(dataDir, 'memories.sqlite'), { readonly: true })
  const shingles = new Set<string>()
  for (const { text } of db.prepare('SELECT text FROM memories').all() as { text: string }[]) {
    const words = wordsIn(text)
    for (let i = 0; i + 3 < words.length; i++) shingles.add(words.slice(i, i + 4).join(' '))
  }
  db.close()
  return shingles
}

/** Texts on the page that are those of memories and can be read. */
const told = async (page: Page, shingles: ReadonlySet<string>): Promise<string[]> => {
  const shown = (await page.evaluate(`(() => {
    const found = []
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walk.nextNode()) {
      let at = walk.currentNode.parentElement
      while (at && getComputedStyle(at).filter === 'none') at = at.parentElement
      if (!at) found.push(walk.currentNode.data)
    }
    return found
  })()`)) as string[]
  return shown.filter((text) => {
    const words = wordsIn(text)
    return words.some((_, i) => i + 3 < words.length && shingles.has(words.slice(i, i + 4).join(' ')))
  })
}
