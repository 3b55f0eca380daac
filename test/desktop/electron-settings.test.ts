import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from './app.ts'

/** What Electron's checklist says never to write, looked for in all that may write it. */
const sources = ['src/main', 'src/preload'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ts$/.test(name) && !name.endsWith('.test.ts'))
    .map((name) => ({ name: `${folder}/${name}`, text: readFileSync(join(ROOT, folder, name), 'utf8') })),
)

test.each([
  ['experimentalFeatures', /experimentalFeatures/],
  ['enableBlinkFeatures', /enableBlinkFeatures/],
  ['allowRunningInsecureContent', /allowRunningInsecureContent/],
  ['webSecurity switched off', /webSecurity:\s*false/],
  ['sandbox switched off', /sandbox:\s*false|no-sandbox/],
  ['Node in the page', /nodeIntegration\w*:\s*true/],
  ['certificates overlooked', /certificate-error|setCertificateVerifyProc|rejectUnauthorized:\s*false/],
  ['a link opened in a browser', /shell\.openExternal|openExternal\(/],
  [
    'a page from a file',
    /loadFile\(|['"`]file:\/\/|(register|intercept)(File|Buffer|String|Stream|Http)Protocol/,
  ],
  ['a plain Node under the app', /ELECTRON_RUN_AS_NODE|child_process'.*\bfork\b|utilityProcess/],
])('nowhere is %s', (_, pattern) => {
  expect(sources.filter(({ text }) => pattern.test(text)).map(({ name }) => name)).toEqual([])
})

test('programs are started in one place: the command line opens the browser', () => {
  const starting = sources.filter(({ text }) => /['"]node:child_process['"]/.test(text))
  expect(starting.map(({ name }) => name)).toEqual(['src/main/hosts/cli/open-in-browser.ts'])
})

test('one object is put before the page, made where no channel can be chosen', () => {
  const exposing = sources.flatMap(({ name, text }) =>
    [...text.matchAll(/exposeIn\w+World\(\s*'(\w+)',\s*(\w+)/g)].map(([, key, made]) => [name, key, made]),
  )
  expect(exposing).toEqual([['src/preload/index.ts', 'somaPort', 'createSomaPort']])
})

test('each fuse that there is was decided, one way or the other', async () => {
  const { FuseV1Options } = await import('@electron/fuses')
  const known = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)))
  const config = readFileSync(join(ROOT, 'electron-builder.config.ts'), 'utf8')
  const [, fuses = ''] = /electronFuses: \{([^}]*)\}/.exec(config) ?? []
  const decided = [...fuses.matchAll(/(\w+): (?:true|false)/g)].map(([, name = '']) => name.toLowerCase())
  expect(known.map((name) => name.toLowerCase()).sort()).toEqual(decided.sort())
})
