import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isMain, runMain } from '../main.mjs'
import { messageFindings } from './message-findings.mjs'
import { wordUses } from './word-uses.mjs'

/**
 * Holds the texts of the interface together: every language has what it claims to have, with the same values; every
 * message is used; none is asked for before it can be in the reader's language; and no text stands in a component.
 */

const renderer = 'src/renderer'
const words = `${renderer}/words`

/** @param {string} root */
export async function checkWords(root) {
  const load = (/** @type {string} */ path) => import(pathToFileURL(join(root, words, path)).href)
  const { en } = await load('en/index.ts')
  const { de } = await load('de/index.ts')
  const { zhCn } = await load('zh-cn/index.ts')
  const sources = readSources(root)
  const findings = [
    ...messageFindings(en, { locale: 'en', messages: en }),
    ...messageFindings(en, { locale: 'de', messages: de }),
    ...messageFindings(en, { locale: 'zh-CN', messages: zhCn }),
    ...unusedMessages(en, sources),
    ...sources.flatMap(({ file, early }) =>
      early.map(
        ({ line }) => `${file}:${line} asks for a message while it is read: use a getter or a function`,
      ),
    ),
    ...sources.flatMap(({ file, raw }) =>
      raw.map(({ text, line }) => `${file}:${line} shows "${text}": put it into ${words}`),
    ),
  ]
  const raw = sources.reduce((sum, source) => sum + source.raw.length, 0)
  const calls = sources.reduce((sum, source) => sum + source.calls, 0)
  return { findings, raw, calls }
}

/** @typedef {{ file: string } & ReturnType<typeof wordUses>} Source */

/**
 * @param {string} root
 * @returns {Source[]}
 */
function readSources(root) {
  const paths = readdirSync(join(root, renderer), { recursive: true, encoding: 'utf8' })
  return paths
    .map((path) => `${renderer}/${path.replaceAll('\\', '/')}`)
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.startsWith(`${words}/`))
    .sort()
    .map((file) => ({ file, ...wordUses(file, readFileSync(join(root, file), 'utf8')) }))
}

/**
 * @param {import('./message-findings.mjs').Messages} english
 * @param {readonly Source[]} sources
 */
function unusedMessages(english, sources) {
  return Object.entries(english).flatMap(([feature, texts]) => {
    const users = sources.filter(({ features }) => features.has(feature))
    return Object.keys(texts)
      .filter((key) => !users.some(({ isUsed }) => isUsed(key)))
      .map((key) => `en/${feature}: nobody uses ${key}`)
  })
}

if (isMain(import.meta.url)) {
  await runMain(async () => {
    const { findings, raw, calls } = await checkWords(process.cwd())
    for (const finding of findings) console.log(finding)
    console.log(`${calls} texts from messages, ${raw} in components, ${findings.length} findings`)
    return findings.length === 0 ? 0 : 1
  })
}
