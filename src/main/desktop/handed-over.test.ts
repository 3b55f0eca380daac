import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { HandedOver } from './handed-over.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'soma-handed-'))
  writeFileSync(join(folder, 'notes.jsonl'), '{"text":"größer"}\n')
  writeFileSync(join(folder, 'soma.json'), '{}')
  writeFileSync(join(folder, 'secret.key'), 'x')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const never = new AbortController().signal
const kinds = (handed: HandedOver, argv: readonly string[]) =>
  handed.arguments(argv, folder).map(({ kind }) => kind)

test('takes links and files beside flags, and nothing else', () => {
  const handed = new HandedOver()
  expect(handed.arguments(['.', '--data', 'x.json', 'soma://memory/notes/1,2'], folder)).toEqual([
    { kind: 'memory', namespace: 'notes', coordinate: [1, 2] },
  ])
  expect(kinds(handed, ['--config', 'soma.json', '--original-process-start-time=1'])).toEqual([])
  expect(kinds(handed, ['secret.key', 'gone.json', '.'])).toEqual([])
  expect(handed.arguments(['notes.jsonl'], folder)).toMatchObject([
    { kind: 'file', name: 'notes.jsonl', bytes: 20 },
  ])
})

test('refuses a hostile link, and hands on nothing of it', () => {
  const hostile = [
    'soma://memory/../../etc/passwd',
    'soma://evil/--data=/',
    'SOMA:x',
    'soma://memory/a/1?x=<script>',
  ]
  expect(new HandedOver().arguments(hostile, folder)).toEqual(hostile.map(() => ({ kind: 'refused-link' })))
})

test('gives the text of a file that was opened once, by its id alone', async () => {
  const handed = new HandedOver()
  const [request] = handed.arguments(['notes.jsonl'], folder)
  const id = request?.kind === 'file' ? request.id : ''
  const read = async (asked: string): Promise<string> => {
    let text = ''
    for await (const part of handed.read(asked, never)) text += part
    return text
  }
  expect(JSON.stringify(request)).not.toContain(folder)
  await expect(read(join(folder, 'secret.key'))).rejects.toMatchObject({ code: 'request/invalid' })
  expect(await read(id)).toBe('{"text":"größer"}\n')
  await expect(read(id)).rejects.toMatchObject({ code: 'request/invalid' })
})
