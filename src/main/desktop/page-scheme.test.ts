import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerPages, PAGE_URL } from './page-scheme.ts'

let folder: string
let ask: (url: string, method?: string) => Promise<Response>
beforeAll(() => {
  const outer = mkdtempSync(join(tmpdir(), 'soma-page-'))
  folder = join(outer, 'renderer')
  mkdirSync(join(folder, 'assets'), { recursive: true })
  writeFileSync(join(outer, 'secret.js'), 'secret')
  writeFileSync(join(folder, 'index.html'), '<!doctype html>')
  writeFileSync(join(folder, '.built-from'), 'x')
  writeFileSync(join(folder, 'assets', 'a.js'), 'export {}')
  const answer = answerPages(folder)
  ask = (url, method = 'GET') => answer(new Request(url, { method }))
})
afterAll(() => rmSync(join(folder, '..'), { recursive: true }))

describe('the scheme of the page', () => {
  it('answers with the files of the page, their types, and the policy', async () => {
    const page = await ask(`${PAGE_URL}?a=1#/security-review`)
    expect(await page.text()).toBe('<!doctype html>')
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    const script = await ask('soma-page://app/assets/a.js')
    expect(script.headers.get('content-type')).toMatch(/^text\/javascript/)
    expect(script.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it.each([
    'soma-page://app/',
    'soma-page://app/../secret.js',
    'soma-page://app/%2e%2e/secret.js',
    'soma-page://app/..%2fsecret.js',
    'soma-page://app/assets/..%5c..%5csecret.js',
    'soma-page://app//etc/passwd',
    'soma-page://app/.built-from',
    'soma-page://app/constructor',
    'soma-page://other/index.html',
  ])('has nothing at %s', async (url) => {
    const { status, body } = await ask(url)
    expect([status, body]).toEqual([404, null])
  })

  it('is only read', async () => expect((await ask(PAGE_URL, 'POST')).status).toBe(405))
})
