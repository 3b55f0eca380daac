import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { clickMenuItem, realElectron, recordedCalls, standIn } from '../electron-stand-in/launch.ts'
import { appPage } from '../journeys/app-page.ts'
import { type OpenApp, openApp, ROOT } from './app.ts'

let app: OpenApp
let page: Page
beforeAll(async () => {
  app = await openApp()
  page = app.window
  await page.getByText('4,484 memories').first().waitFor()
})
afterAll(() => app?.close())

const until = (assertion: () => Promise<void>) => vi.waitFor(assertion, { timeout: 15_000 })

/** Another start of the app on the same folder, with what the system would put on its command line. */
const secondStart = async (...args: string[]): Promise<number | null> => {
  const { executable } = realElectron ?? standIn
  const child = spawn(executable, [ROOT, `--data=${app.dataDir}`, ...args], { stdio: 'ignore' })
  const [code] = (await once(child, 'exit')) as [number | null]
  return code
}

const menuOf = (label: string): Promise<{ label: string; accelerator?: string; enabled: boolean }[]> =>
  app.app.evaluate(({ Menu }, name) => {
    const menu = Menu.getApplicationMenu()?.items.find((item) => item.label === name)
    return (menu?.submenu?.items ?? []).map(({ label, accelerator, enabled }) => ({
      label,
      enabled,
      ...(accelerator === undefined ? {} : { accelerator: String(accelerator) }),
    }))
  }, label)

test('the native menus have the commands of the registry, with the keys that hold', async () => {
  await until(async () => {
    expect(await menuOf('Go')).toContainEqual({
      label: 'Go to Memories',
      enabled: true,
      accelerator: 'CommandOrControl+2',
    })
  })
  // A screen brings its own once it is there.
  await until(async () => {
    expect((await menuOf('Recall')).map(({ label }) => label)).toContain('Show the search')
  })
  expect((await menuOf('Edit')).map(({ label }) => label)).toEqual(
    expect.arrayContaining(['Undo', 'Cut', 'Copy', 'Paste', 'Select All']),
  )
  await clickMenuItem(app.app, 'command-go-to-memories')
  await page.getByRole('grid', { name: 'Memories' }).waitFor()
  await until(async () => {
    expect((await menuOf('Selection')).length + (await menuOf('Memory')).length).toBeGreaterThan(0)
    expect(await menuOf('Recall')).toEqual([])
  })
})

test.runIf(!realElectron)('menus speak the language of the window, by roles and all', async () => {
  const speak = async (language: string): Promise<void> => {
    await page.evaluate(`(() => {
      window.somaPort.post({ t: 'call', id: 777003, path: 'desktop.speak', credit: 0, input: { locale: '${language}' } })
    })()`)
  }
  await speak('de')
  await until(async () => {
    expect((await menuOf('Bearbeiten')).map(({ label }) => label)).toEqual(
      expect.arrayContaining(['Rückgängig', 'Kopieren', 'Alles auswählen']),
    )
    expect((await menuOf('Hilfe')).map(({ label }) => label)).toContain('Datenordner öffnen')
  })
  await speak('en')
  await until(async () =>
    expect((await menuOf('Help')).map(({ label }) => label)).toContain('Check for updates'),
  )
})

test('a second start hands over its link, and a hostile one opens nothing', async () => {
  expect(await secondStart('soma://memory/security-review/30.857,39.668,2017')).toBe(0)
  const inspector = page.getByRole('region', { name: 'Inspector' })
  await inspector.getByRole('heading', { name: /CWE-1004/ }).waitFor()
  const before = page.url()
  expect(await secondStart('soma://memory/security-review/1?run=delete')).toBe(0)
  await page.getByText('Link not opened').first().waitFor()
  expect(page.url()).toBe(before)
})

test('a second start hands over a file, which is tried before it is imported', async () => {
  const file = join(app.dataDir, 'two-notes.jsonl')
  await writeFile(
    file,
    '{"coordinate":[1],"payload":{"text":"one"}}\n{"coordinate":[2],"payload":{"text":"two"}}\n',
  )
  expect(await secondStart(file)).toBe(0)
  const dialog = page.getByRole('dialog', { name: /Import/ })
  await dialog.getByText('two-notes.jsonl').first().waitFor()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
})

test('a screen is torn off into a window of its own, with the same memories', async () => {
  const opened = app.app.waitForEvent('window')
  await clickMenuItem(app.app, 'command-go-to-gate')
  await page.getByText('Everything is stored.').waitFor()
  await clickMenuItem(app.app, 'command-open-in-window')
  const second = await opened
  await second.waitForURL(/#\/security-review\/gate/)
  await second.getByText('4,484 memories').first().waitFor()
  await second.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Decay' }).click()
  await second.waitForURL(/#\/security-review\/decay/)
  expect(page.url()).toMatch(/#\/security-review\/gate/)
  await second.getByRole('button', { name: 'Back', exact: true }).click()
  await second.waitForURL(/#\/security-review\/gate/)
  // What is chosen in one window holds in the other.
  await second.keyboard.press('Control+Shift+P')
  await page.getByRole('button', { name: 'Privacy mode' }).waitFor()
  await second.keyboard.press('Control+Shift+P')
  await page.getByRole('button', { name: 'Privacy mode' }).waitFor({ state: 'detached' })
  // Where it stood is not where the next start opens.
  await app.app.evaluate(({ BrowserWindow }) => {
    const torn = BrowserWindow.getAllWindows().reduce((a, b) => (a.id > b.id ? a : b))
    torn.setBounds({ x: 7, y: 7, width: 900, height: 700 })
    torn.close()
  })
  await until(async () => expect(app.app.windows()).toHaveLength(1))
  expect(await readFile(join(app.dataDir, 'window.json'), 'utf8').catch(() => 'none')).not.toContain('900')
})

test.runIf(!realElectron)(
  'tray and global shortcut are off, and call for a quick recall once they are on',
  async () => {
    const held = () =>
      app.app.evaluate(({ globalShortcut }) => globalShortcut.isRegistered('CommandOrControl+Alt+S'))
    expect(await held()).toBe(false)
    await page.getByRole('navigation', { name: 'Screens' }).getByRole('button', { name: 'Settings' }).click()
    await page.getByRole('switch', { name: 'Icon in the tray' }).click()
    await page.getByRole('button', { name: 'Choose a global shortcut' }).click()
    await page.keyboard.press('Control+Alt+s')
    await until(async () => expect(await held()).toBe(true))
    const said = async () => (await recordedCalls(app.app)).map(({ what }) => what)
    await until(async () => expect(await said()).toContain('tray.setToolTip'))
    await app.app.evaluate(() => {
      const { pressGlobalShortcut } = globalThis as unknown as { pressGlobalShortcut(keys: string): void }
      pressGlobalShortcut('CommandOrControl+Alt+S')
    })
    await page.waitForURL(/#\/security-review\/recall/)
    const name = `document.activeElement?.labels?.[0]?.textContent`
    await until(async () => expect(await page.evaluate(name)).toBe('Query'))
  },
)

test.runIf(!realElectron)('news are told by the system only while no window is in front', async () => {
  const ask = (title: string) =>
    page.evaluate(`new Promise((resolve) => {
      window.somaPort.onMessage((reply) => { if (reply.id === 777001) resolve(reply.t) })
      window.somaPort.post({ t: 'call', id: 777001, path: 'desktop.notify', credit: 0,
        input: { title: ${JSON.stringify(title)}, body: 'It took an hour.', location: '#/security-review/graph' } })
    })`)
  const shown = async () =>
    (await recordedCalls(app.app))
      .filter(({ what }) => what === 'notification.show')
      .map(({ args }) => args[0])
  const focus = (isFront: boolean) =>
    app.app.evaluate(({ BrowserWindow }, front) => {
      for (const window of BrowserWindow.getAllWindows()) front ? window.focus() : window.blur()
    }, isFront)
  await focus(true)
  expect(await ask('Seen')).toBe('value')
  await focus(false)
  expect(await ask('Imported')).toBe('value')
  expect(await ask('Imported')).toBe('value')
  expect(await shown()).toEqual(['Imported'])
})

test('a page cannot open a window elsewhere, nor put into a menu what Electron would not take', async () => {
  const reply = (path: string, input: unknown) =>
    page.evaluate(`new Promise((resolve) => {
      window.somaPort.onMessage((reply) => { if (reply.id === 777002) resolve(reply.code ?? reply.t) })
      window.somaPort.post({ t: 'call', id: 777002, path: ${JSON.stringify(path)}, credit: 8, input: ${JSON.stringify(input)} })
    })`)
  for (const location of ['https://evil.invalid/', '#/../../etc', '?x#/a/recall', 'file:///etc/passwd', '']) {
    expect([location, await reply('desktop.openWindow', { location })]).toEqual([location, 'request/invalid'])
  }
  const command = { id: 'x', label: 'A & B', shortcut: 'Hyper+\u0000', enabled: true }
  expect(
    await reply('desktop.setMenus', { menus: [{ group: 'Odd', label: 'Odd', commands: [command] }] }),
  ).toBe('value')
  expect(
    await reply('desktop.setMenus', {
      menus: [{ group: 'Odd', label: 'Odd', commands: [{ ...command, click: 'x' }] }],
    }),
  ).toBe('request/invalid')
  expect(await reply('desktop.readFile', { id: '/etc/passwd' })).toBe('request/invalid')
  expect(await app.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('notes go into a folder that the person chooses, and the page names none', async () => {
  const place = await mkdtemp(join(tmpdir(), 'soma-chosen-'))
  const dialog = page.getByRole('dialog')
  const exported = async (): Promise<void> => {
    await dialog.getByRole('button', { name: /^Export \d+ memor/ }).click()
  }
  try {
    await page.keyboard.press('Control+2')
    const shell = appPage(page)
    await shell.search.fill('path traversal')
    await page
      .getByRole('status')
      .getByText(/of 4,484/)
      .waitFor()
    await page.getByRole('button', { name: 'Export memories' }).click()
    await dialog.getByRole('combobox', { name: 'Format' }).click()
    await page.getByRole('option', { name: 'Markdown', exact: false }).click()
    await dialog.getByRole('checkbox', { name: 'As a folder instead of a zip' }).waitFor()
    // Nobody answers the stand-in's dialog, which then chooses nothing.
    await exported()
    await dialog.getByRole('combobox', { name: 'Format' }).waitFor()
    await app.app.evaluate(({ dialog: native }, chosen) => {
      native.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] })
    }, place)
    await exported()
    await page.getByText('Saved the folder security-review', { exact: true }).waitFor()
    expect(await readdir(place)).toEqual(['security-review'])
    const notes = await readdir(join(place, 'security-review'))
    expect(notes.length).toBeGreaterThan(3)
    expect(notes.every((name) => name.endsWith('.md'))).toBe(true)
  } finally {
    await rm(place, { recursive: true })
  }
})
