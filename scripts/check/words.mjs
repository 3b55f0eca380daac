import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isMain, runMain } from '../main.mjs'
import { engineSentences, unknownSentences } from './engine-sentences.mjs'
import { messageFindings } from './message-findings.mjs'
import { wordUses } from './word-uses.mjs'

/**
 * Holds the texts of the interface together: every language has what it claims to have, with the same values; every
 * message is used; none is asked for before it can be in the reader's language; no text stands in a component; and what
 * the engine says in English is known, so that it can be told in each language.
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
    ...(await saidFindings(root, load)),
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

/**
 * @param {string} root
 * @param {(path: string) => Promise<any>} load
 */
async function saidFindings(root, load) {
  const { patterns } = await load('en/said/index.ts')
  const { patternsOf, valuesIn } = await load('sentence-patterns.ts')
  const all = patternsOf(patterns)
  const isKnown = (/** @type {string} */ sentence) =>
    all.some((/** @type {unknown} */ pattern) => valuesIn(pattern, sentence) !== null)
  const inLanguage = async (/** @type {string} */ folder, /** @type {string} */ locale) => {
    const { said } = await load(`${folder}/said/index.ts`)
    return messageFindings({ said: patterns }, { locale, messages: { said } })
  }
  return [
    ...(await inLanguage('de', 'de')),
    ...(await inLanguage('zh-cn', 'zh-CN')),
    ...unknownSentences(engineSentences(root), patterns, isKnown).map(
      ({ file, line, text }) =>
        `${file}:${line} says "${text}": put it into ${words}/en/said, and the other languages`,
    ),
  ]
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
