import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { moods, startCollector } from '../traces/otlp-collector.ts'
import { appPage } from './app-page.ts'
import { axeFinds } from './axe-finds.ts'
import { allowByCode, browserEdition, type OpenApp } from './edition.ts'
import { leftInEnglishAnywhere } from './left-in-english.ts'

const skip = process.env.SOMA_SKIP_BROWSER

describe.skipIf(skip)('settings of the engine', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'soma-settings-'))
  const edition = browserEdition({ dataDir })
  let open: OpenApp
  let page: Page
  let app: ReturnType<typeof appPage>
  beforeAll(async () => {
    open = await edition.open()
    page = open.page
    app = appPage(page)
    await page.getByText('4,484 memories').first().waitFor()
  })
  afterAll(async () => {
    await open?.close()
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 3 })
  })
  const field = (name: string) => page.getByRole('textbox', { name, exact: true })
  const isFocused = async (name: string): Promise<void> => {
    const id = await field(name).getAttribute('id')
    await expect.poll(() => page.locator(':focus').getAttribute('id')).toBe(id)
  }

  it('are led to by the list of parts, which says where one is', async () => {
    await app.goTo('Settings')
    const parts = page.getByRole('navigation', { name: 'Parts of Settings' })
    const heading = page.getByRole('heading', { name: 'Keyboard shortcuts', exact: true })
    const here = async () => {
      const top = (await heading.boundingBox())?.y ?? 0
      return [await parts.locator('[aria-current="true"]').innerText(), top > 0 && top < 160]
    }
    await parts.getByRole('button', { name: 'Keyboard shortcuts' }).click()
    await expect.poll(here).toEqual(['Keyboard shortcuts', true])
    // Now the parts above it are there too, and it did not go.
    await page.getByText(/^\d+ settings$/).waitFor()
    await expect.poll(here).toEqual(['Keyboard shortcuts', true])
    await heading.hover()
    await page.mouse.wheel(0, -2000)
    await expect.poll(async () => (await here())[0]).not.toBe('Keyboard shortcuts')
    // Who is led elsewhere by the palette is there, and not at the part of before.
    await parts.getByRole('button', { name: 'Keyboard shortcuts' }).click()
    await page.getByRole('button', { name: /^Search or run a command/ }).click()
    await page.getByRole('dialog').getByRole('combobox').fill('recall.weights.vector')
    await page.getByRole('option', { name: /^Set: Weight of meaning/ }).click()
    await isFocused('Weight of meaning')
    await expect.poll(async () => (await here())[0]).not.toBe('Keyboard shortcuts')
  })

  it('MEM-10 are found, changed, refused with what is allowed, and undone', async () => {
    await app.goTo('Settings')
    await field('Find a setting').fill('weights vector')
    await page.getByText(/^1 of \d+ settings$/).waitFor()
    await field('Weight of meaning').fill('7')
    await field('Weight of meaning').press('Enter')
    await page
      .getByRole('alert')
      .getByText(/from 0 to 1/)
      .waitFor()
    await field('Weight of meaning').fill('0.3')
    await field('Weight of meaning').press('Enter')
    await app.toast('Set recall.weights.vector to 0.3').waitFor()
    await page.getByText('chosen in the app').waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
    expect(await axeFinds(page)).toEqual([])
    await field('Weight of meaning').press('Escape')
    await page.getByRole('button', { name: 'Reset Weight of meaning' }).click()
    await page.getByText('chosen in the app').waitFor({ state: 'detached' })
    await expect.poll(() => field('Weight of meaning').inputValue()).toBe('0.1')
  })

  /** What is cut off at its right edge where it should not be. */
  const cutOff = (): Promise<string[]> =>
    page.evaluate(`[...document.querySelectorAll('nav, header, footer, nav button, header button, main button')]
      .filter((one) => one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1)
      .filter((one) => getComputedStyle(one).overflowX !== 'visible' || one.matches('nav, header, nav button'))
      .map((one) => one.tagName + ' ' + one.textContent)`)
  const speak = async (chosen: string, from: string): Promise<void> => {
    await page.getByRole('combobox', { name: new RegExp(`^${from}`) }).click()
    await page.getByRole('option', { name: chosen, exact: true }).click()
  }

  it('are in the language that is chosen, at once, with room for it', async () => {
    await app.goTo('Settings')
    await page.setViewportSize({ width: 900, height: 600 })
    for (const { chosen, from, lang, settings, count } of [
      {
        chosen: 'Deutsch',
        from: 'Language',
        lang: 'de',
        settings: 'Einstellungen',
        count: '4.484 Erinnerungen',
      },
      { chosen: '中文', from: 'Sprache', lang: 'zh-CN', settings: '设置', count: '4,484 条记忆' },
    ]) {
      await speak(chosen, from)
      await page.getByRole('heading', { level: 1, name: settings }).waitFor()
      await page.getByText(count).first().waitFor()
      await page.locator(`html[lang="${lang}"]`).waitFor({ state: 'attached' })
      expect(await cutOff()).toEqual([])
      expect(await axeFinds(page)).toEqual([])
      if (lang !== 'de') continue
      expect(await leftInEnglishAnywhere(page)).toEqual([])
      await page.getByRole('button', { name: 'Einstellungen', exact: true }).click()
    }
    await speak('English', '语言')
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor()
    await page.setViewportSize({ width: 1280, height: 800 })
  })

  it('are found in the palette, one by one, and shown with the keyboard on them', async () => {
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('combobox').fill('set: fractal beam width')
    await page.getByRole('option', { name: /^Set: Beam width/ }).waitFor()
    await page.keyboard.press('Enter')
    await isFocused('Beam width')
    await app.goTo('Recall')
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('combobox').fill('recall.weights.vector')
    await page.getByRole('option', { name: /^Set: Weight of meaning/ }).waitFor()
    await page.keyboard.press('Enter')
    await isFocused('Weight of meaning')
  })

  it('say how programs get in, hide the token until it is asked for, and renew it', async () => {
    await app.goTo('Settings')
    const help = page.getByRole('region', { name: 'Connect a program' })
    await help.getByText('mcpServers').waitFor()
    await help.getByRole('radio', { name: 'curl' }).click()
    await help.getByText('Bearer ••••').first().waitFor()
    await page.getByRole('button', { name: 'Show token' }).click()
    await page.getByRole('button', { name: 'Hide token' }).waitFor()
    expect(await axeFinds(page)).toEqual([])
    const command = await help.locator('pre').innerText()
    const [, address = '', token = ''] = /curl '(\S+)' -H 'Authorization: Bearer (\S+)'/.exec(command) ?? []
    const status = async (): Promise<number> =>
      (await fetch(address, { headers: { authorization: `Bearer ${token}` } })).status
    expect(await status()).toBe(200)
    await page.getByRole('button', { name: 'Renew' }).click()
    await page.getByRole('button', { name: 'Make another token' }).click()
    await app.toast('Made another token').waitFor()
    expect(await status()).toBe(403)
    await page.reload()
    await page.getByText('4,484 memories').first().waitFor()
  })

  it('send traces to a collector, try the connection, and say when they are not taken', async () => {
    const collector = await startCollector()
    await app.goTo('Settings')
    await field('Collector').fill(collector.url)
    await field('Collector').press('Enter')
    await allowByCode(open)
    await page.getByRole('button', { name: 'Test connection' }).click()
    await page.getByText(`Collector at ${collector.name} took it in`).waitFor()
    expect(collector.named('connection test')).toHaveLength(1)
    await page.getByRole('switch', { name: 'Send traces' }).first().click()
    await page.getByText(/^[\d,]+ spans? sent/).waitFor()
    expect(await axeFinds(page)).toEqual([])
    await field('Secret key of Langfuse').fill('sk-in-the-clear')
    await field('Secret key of Langfuse').press('Enter')
    await page.getByRole('alert').getByText('env:NAME, file:PATH or keychain:NAME').first().waitFor()
    await field('Secret key of Langfuse').fill('')
    await field('Secret key of Langfuse').press('Enter')
    collector.be(moods.refusesKey)
    await app.goTo('Recall')
    await app.recall('session cookie')
    await app.goTo('Settings')
    await page.getByText(`${collector.name} does not let us in (401). Check telemetry.headers.`).waitFor()
    await page.getByRole('switch', { name: 'Send traces' }).first().click()
    await page.getByText('Nothing is traced').waitFor()
    expect(collector.faults).toEqual([])
    expect(collector.named('search_memory')).toEqual([])
    await collector.stop()
  })

  it('GATE-1 turn the gate on where it is looked at, and off again', async () => {
    await app.goTo('Gate')
    await page.getByRole('button', { name: 'Turn the gate on' }).click()
    await page.getByText('Stops writes that score below').waitFor()
    await page.getByRole('button', { name: 'Turn off' }).click()
    await page.getByText('Everything is stored.').waitFor()
  })

  it('DEC-1 bring tried rules into force, which one undo takes back', async () => {
    await app.goTo('Decay')
    await page.getByRole('button', { name: 'Try it out' }).click()
    const changes = page.getByRole('region', { name: 'Changes that are tried out' })
    await changes.getByRole('button', { name: 'Apply 1 change' }).click()
    await changes.waitFor({ state: 'detached' })
    await page.getByText('Nothing decays').waitFor({ state: 'detached' })
    // Until it is told there is nothing of this change to undo.
    await app.toast('Set memory_enterprise.decay.enabled to true').waitFor()
    await page.keyboard.press('Control+z')
    await page.getByText('Nothing decays').first().waitFor()
  })
})
