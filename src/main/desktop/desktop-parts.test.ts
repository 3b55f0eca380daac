import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadChoices, saveChoices } from './desktop-choices.ts'
import { RequestQueue } from './request-queue.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'soma-choices-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const NONE = { tray: false, globalShortcut: null }

test('tray and global shortcut are off until somebody chooses them, and kept then', () => {
  expect(loadChoices(folder)).toEqual(NONE)
  saveChoices(folder, { tray: true, globalShortcut: 'Mod+Shift+Space' })
  expect(loadChoices(folder)).toEqual({ tray: true, globalShortcut: 'Mod+Shift+Space' })
})

test.each(['', '{', '[]', '{"tray":"yes","globalShortcut":5}', `{"globalShortcut":"${'x'.repeat(50)}"}`])(
  'a file of %j counts as no choice',
  (text) => {
    writeFileSync(join(folder, 'choices.json'), text)
    expect(loadChoices(folder)).toEqual(NONE)
  },
)

test('requests wait for a page, in order, and for the next one after a reload', async () => {
  const queue = new RequestQueue<number>()
  queue.push(1)
  queue.push(2)
  const first = new AbortController()
  const page = queue.read(first.signal)
  expect([(await page.next()).value, (await page.next()).value]).toEqual([1, 2])
  const third = page.next()
  queue.push(3)
  expect((await third).value).toBe(3)
  const waiting = page.next()
  first.abort()
  expect((await waiting).done).toBe(true)
  queue.push(4)
  expect((await queue.read(new AbortController().signal).next()).value).toBe(4)
})

test('keeps the last of more requests than anybody reads', async () => {
  const queue = new RequestQueue<number>()
  for (let i = 0; i < 80; i++) queue.push(i)
  expect((await queue.read(new AbortController().signal).next()).value).toBe(30)
})
