import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { appPage } from './app-page.ts'
import { axeFindsAsIs } from './axe-finds.ts'
import { type Edition, type EditionOptions, type OpenApp, ROOT } from './edition.ts'

const skip = process.env.SOMA_SKIP_BROWSER

/**
 * Typing over coloured text makes Chromium's own editing write a style attribute. The policy refuses that, rightly, and
 * the editor draws the text anew: nothing is lost but a line in the console.
 */
const isEditingNoise = (text: string): boolean =>
  text.startsWith("Applying inline style violates the following Content Security Policy directive 'style-src")

/**
 * What a person does with the app on the first day, in one edition. The steps build on one another, as they do for a
 * person; the app is opened on an empty data folder and works on the shipped sample.
 */
export const journeys = (editionOf: (options: EditionOptions) => Edition): void => {
  const dataDir = mkdtempSync(join(tmpdir(), 'soma-journey-'))
  const edition = editionOf({ dataDir, isFirst: true })

  describe.skipIf(skip)(edition.name, () => {
    let open: OpenApp
    let app: ReturnType<typeof appPage>
    const problems: string[] = []

    const start = async (): Promise<void> => {
      open = await edition.open()
      app = appPage(open.page)
      open.page.on('pageerror', (error) => problems.push(error.message))
      open.page.on('console', (message) => {
        const { url, lineNumber } = message.location()
        if (message.type() === 'error' && !isEditingNoise(message.text()))
          problems.push(`${message.text()} (${url}:${lineNumber})`)
      })
    }

    beforeAll(start)
    afterEach(async ({ task }) => {
      if (task.result?.state !== 'fail' || open === undefined) return
      const file = join('test-results', `${edition.name}-${task.name}.png`.replaceAll(/[^\w.-]+/g, '-'))
      await open.page.screenshot({ path: join(ROOT, file) })
      console.log(`the screen at the failure: ${file}`)
    })
    afterAll(async () => {
      await open?.close()
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 })
    })

    it('opens on the sample and says what it is', async () => {
      await app.page.getByText('Memory of a security-review agent').waitFor()
      await app.page.getByRole('button', { name: 'Namespace security-review' }).waitFor()
      await app.page.getByText('4,484 memories').first().waitFor()
      const suggestions = app.page
        .getByRole('heading', { name: 'Try one of these' })
        .locator('..')
        .getByRole('button')
      await expect.poll(() => suggestions.count()).toBe(3)
    })

    it('REC-1 finds by meaning a memory that has none of the words of the query', async () => {
      const rows = await app.recall('kitten')
      expect(await rows.count()).toBeGreaterThan(0)
      await app.page.getByRole('list', { name: 'Weights of this answer' }).getByText('100%').waitFor()
    })

    it('recalls while typing and marks the words that matched', async () => {
      await app.query.fill('')
      await app.query.pressSequentially('session cookie without secure flag', { delay: 15 })
      const first = app.answered.getByRole('row').first()
      await first
        .locator('mark', { hasText: /cookie/i })
        .first()
        .waitFor()
      await first.getByRole('img', { name: /^Score .*Words/ }).waitFor()
    })

    it('MEM-9 edits a payload, shows the difference, and undoes the edit from the toast', async () => {
      await app.query.press('ArrowDown')
      await app.page.keyboard.press('Enter')
      await app.inspector.getByRole('heading', { level: 2 }).waitFor()
      await app.inspector.getByRole('radio', { name: 'JSON' }).click()
      await app.writeJson(
        app.inspector.getByRole('textbox', { name: 'Payload as JSON' }),
        '{"text": "A zebra walks over the savanna.", "9": 1.0, "1": 12345678901234567890}',
      )
      await app.inspector.getByRole('button', { name: 'Save' }).click()
      await app.page.getByRole('button', { name: 'Undo', exact: false }).first().waitFor()
      await app.inspector.getByRole('tab', { name: /History 2/ }).click()
      await app.inspector.getByText('v2').first().click()
      await app.inspector.getByText('zebra').first().waitFor()
      const rows = await app.recall('zebra savanna')
      await rows.first().getByText('zebra').first().waitFor()
      await app.page.getByRole('button', { name: 'Undo', exact: false }).first().click()
      await app.inspector.getByRole('tab', { name: /History 3/ }).waitFor()
    })

    it('MEM-3 keeps an edit over a restart of the host, key order and digits included', async () => {
      await app.inspector.getByRole('tab', { name: /Payload/ }).click()
      await app.inspector.getByRole('radio', { name: 'JSON' }).click()
      await app.writeJson(
        app.inspector.getByRole('textbox', { name: 'Payload as JSON' }),
        '{"text": "A quokka smiles at the harbour.", "9": 1.0, "1": 12345678901234567890}',
      )
      await app.page.keyboard.press('Control+s')
      await app.inspector.getByRole('tab', { name: /History 4/ }).waitFor()
      await open.close()
      await start()
      const rows = await app.recall('quokka harbour')
      await rows.first().click()
      await app.inspector.getByRole('tab', { name: /History 4/ }).waitFor()
      await app.inspector.getByRole('radio', { name: 'JSON' }).click()
      const editor = app.inspector.getByRole('textbox', { name: 'Payload as JSON' })
      await expect
        .poll(async () => (await editor.innerText()).replaceAll(/\s/g, ''))
        .toContain('"9":1.0,"1":12345678901234567890')
    })

    it('MEM-3 says line and reason of malformed JSON and keeps what was typed', async () => {
      const editor = app.inspector.getByRole('textbox', { name: 'Payload as JSON' })
      await app.writeJson(editor, '{"text": half')
      await app.inspector.getByText(/^Line 1, column 10/).waitFor()
      expect(await editor.innerText()).toContain('half')
      await app.inspector.getByRole('button', { name: 'Revert' }).click()
    })

    it('MEM-7 switches to an empty namespace and creates the first own memory there', async () => {
      await app.switchNamespace('default')
      await app.goTo('Memories')
      await app.page.getByRole('button', { name: 'New memory' }).first().click()
      const dialog = app.page.getByRole('dialog', { name: 'New memory' })
      await dialog.getByRole('radio', { name: 'Coordinate' }).click()
      await dialog.getByRole('textbox', { name: 'Coordinate' }).fill('1, 2, 3')
      await app.writeJson(dialog.getByRole('textbox', { name: 'Payload' }), '{"text": "My first own memory"}')
      await dialog.getByRole('button', { name: /^Store/ }).click()
      await app.table.getByRole('row', { name: /My first own memory/ }).waitFor()
    })

    it('MEM-1 refuses a coordinate that is no number, in one sentence, and keeps the dialog', async () => {
      await app.page.getByRole('button', { name: 'New memory' }).first().click()
      const dialog = app.page.getByRole('dialog', { name: 'New memory' })
      await dialog.getByRole('radio', { name: 'Coordinate' }).click()
      await dialog.getByRole('textbox', { name: 'Coordinate' }).fill('1, NaN')
      await app.writeJson(dialog.getByRole('textbox', { name: 'Payload' }), '{"text": "nowhere"}')
      await dialog.getByText('Write 1 to 16 numbers').waitFor()
      await dialog.getByRole('button', { name: /^Store/, disabled: true }).waitFor()
      await app.page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
    })

    it('LIFE-1 finds a place by itself, and opens what it stored there', async () => {
      await app.page.getByRole('button', { name: 'New memory' }).first().click()
      const dialog = app.page.getByRole('dialog', { name: 'New memory' })
      await dialog.getByRole('radio', { name: 'Choose for me' }).click()
      await app.writeJson(dialog.getByRole('textbox', { name: 'Payload' }), '{"text": "Placed by meaning"}')
      await dialog.getByRole('button', { name: /^Store/ }).click()
      await app.table.getByRole('row', { name: /Placed by meaning/ }).waitFor()
      await app.inspector.getByText('Placed by meaning').first().waitFor()
    })

    it('MEM-9 deletes to the bin and restores from it', async () => {
      const row = app.table.getByRole('row', { name: /My first own memory/ })
      await row.click()
      await app.page.keyboard.press('Delete')
      await row.waitFor({ state: 'detached' })
      await app.page.getByRole('radio', { name: 'Bin' }).click()
      await row.click()
      await app.page
        .getByRole('button', { name: /^Restore/ })
        .first()
        .click()
      await row.waitFor({ state: 'detached' })
      await app.page.getByRole('radio', { name: 'Memories' }).click()
      await row.waitFor()
    })

    it('finds its way by the palette alone', async () => {
      await app.page.keyboard.press('Control+k')
      await app.page.getByRole('dialog').getByRole('combobox').fill('security-review')
      await app.page.keyboard.press('Enter')
      await app.page.getByRole('button', { name: 'Namespace security-review' }).waitFor()
    })

    it('is operable by keyboard alone: screens, search, open, close', async () => {
      await app.page.keyboard.press('Control+1')
      await app.page.getByRole('region', { name: 'Recall' }).waitFor()
      await app.page.keyboard.press('Escape')
      await app.page.keyboard.press('/')
      await app.page.keyboard.press('Control+A')
      await app.page.keyboard.type('race condition in signal handler')
      await app.answered
        .getByRole('row', { name: /signal/i })
        .first()
        .waitFor()
      await app.page.keyboard.press('ArrowDown')
      await app.page.keyboard.press('ArrowDown')
      await app.page.keyboard.press('Enter')
      await app.inspector.getByRole('heading', { level: 2 }).waitFor()
      await app.page.keyboard.press('Control+2')
      await app.table.waitFor()
    })

    it('turns dark and light, and axe finds nothing in either', async () => {
      for (const theme of ['dark', 'light'] as const) {
        await app.page.keyboard.press('Control+k')
        await app.page.getByRole('dialog').getByRole('combobox').fill(`${theme} theme`)
        await app.page.keyboard.press('Enter')
        await app.page.locator(`html[data-theme="${theme}"]`).waitFor()
        for (const screen of ['Recall', 'Memories', 'Settings'] as const) {
          await app.goTo(screen)
          await app.page
            .getByRole('heading', { level: 1, name: screen })
            .first()
            .waitFor({ state: 'attached' })
          expect(await axeFindsAsIs(app.page), `${screen}, ${theme}`).toEqual([])
        }
      }
    })

    it('had no error in the page', () => {
      expect(problems).toEqual([])
    })
  })

  if (skip) console.log(`skipped the journeys of the ${edition.name}: ${skip}`)
}
