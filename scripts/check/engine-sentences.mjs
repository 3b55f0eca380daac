import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'

/**
 * The sentences that the engine and its hosts say in English, as they stand in the sources, and those of them that no message
 * of `words/en/said` knows. A sentence may be glued from pieces: it is known where its pieces stand in one message in their order.
 *
 * @typedef {{ readonly file: string, readonly line: number, readonly text: string, readonly pieces: readonly string[] }} Sentence
 */

const folders = ['src/main', 'src/contract']

/** Files whose sentences no page shows, or shows in its language already, and where they go instead. */
/** @type {readonly (readonly [RegExp, string])[]} */
const unseen = [
  [/\.(test|suite)\.ts$/, 'tests'],
  [/^src\/contract\/errors\.ts$/, 'told by their codes: api/error-sentences.ts'],
  [/^src\/main\/index\.ts$/, 'the terminal'],
  [/^src\/main\/desktop\/words\//, 'message files of their own'],
  [
    /^src\/main\/desktop\/(command-|open-window|page-scheme|profile-folder|web-guard)/,
    'the terminal and the log',
  ],
  [/^src\/main\/hosts\/(cli|mcp|http|reach)\//, 'the terminal, agents and programs'],
  [/^src\/main\/hosts\/(config|content-security-policy|log)\.ts$/, 'the terminal, at the start'],
  [/^src\/main\/hosts\/composition\/(key-maintenance|open-beside|open-settings)\.ts$/, 'commands'],
  [/^src\/main\/hosts\/metrics\/(metrics|store-metrics)\.ts$/, 'the help of Prometheus'],
  [/^src\/main\/embedders\/transformers\/(download-model|hub-listing)\.ts$/, 'commands'],
  [/^src\/main\/advisers\/(predictor|summariser)\.ts$/, 'language models'],
  [
    /^src\/main\/(rpc|samples|ciphers|engine\/(fractal|graph\/analysis|keywords|recall|text))\//,
    'data, and faults that cross as an id',
  ],
  [
    /^src\/main\/(engine\/transfer\/xml-writers|stores\/redis\/scripts|stores\/sqlite\/migrations\/.*)\.ts$/,
    'other languages',
  ],
]

/** What only looks like a sentence for people, or is told to none: faults of the program, which cross as an id, and data. */
const unseenTexts = [
  /^(What is left|all of it|set, not told|, beyond repair|soma (key|space) ?|nothing to do|unexpected value: …)$/,
  /^How many of the vectors in Qdrant are read back/,
  /^(The dimension of an embedder|an artefact of the change|a measure needs|a paired difference|a new memory needs|the seal of what|a log names)/,
  /^(the keyword indexes changed|the copy has no place|the namespace was changed by|the link "…" was changed by|the collection of … is not open)/,
  /^(… has ended$|the thread has no method|the trial has no copy|upkeep of the vector|saving the keyword|reading memories into|a connection to Redis is in)/,
  /^(A session cookie without|There is no connection "…" any more|connection test$|Expected of "…": …)/,
  /^((version, )?seq, |key, id, |type, importance, |m\.created_at|…, \(…\) AS|length\(|NOT coalesce)/,
]

/** @param {string} root @returns {Sentence[]} */
export function engineSentences(root) {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(
        (path) => `${folder}/${path.replaceAll('\\', '/')}`,
      ),
    )
    .filter((file) => file.endsWith('.ts') && !unseen.some(([pattern]) => pattern.test(file)))
    .sort()
    .flatMap((file) => sentencesIn(file, readFileSync(join(root, file), 'utf8')))
}

/** @param {string} file @param {string} source @returns {Sentence[]} */
export function sentencesIn(file, source) {
  /** @type {Sentence[]} */
  const found = []
  const add = (/** @type {number} */ at, /** @type {string[]} */ pieces) => {
    const text = pieces.join('…')
    if (isSentence(text)) found.push({ file, line: source.slice(0, at).split('\n').length, text, pieces })
  }
  const visit = (/** @type {any} */ node) => {
    if (node === null || typeof node !== 'object') return
    if (Array.isArray(node)) return node.forEach(visit)
    if (node.type === 'CallExpression' && isForNobody(node.callee)) return
    if (node.type === 'Property' && node.key?.name === 'doc') return
    if (node.type === 'TemplateLiteral') {
      add(
        node.start,
        node.quasis.map((/** @type {any} */ { value }) => value.cooked),
      )
      return visit(node.expressions)
    }
    if (node.type === 'Literal' && typeof node.value === 'string') return add(node.start, [node.value])
    for (const key of Object.keys(node)) visit(node[key])
  }
  visit(parseSync(file, source).program)
  return found
}

/** Lines of the log, and SQL. */
function isForNobody(/** @type {any} */ { object, property }) {
  const name = object?.property?.name ?? object?.name ?? ''
  return (
    /^#?log$/i.test(name) ||
    ['prepare', 'exec', 'run', 'get', 'one', 'all', 'iterate'].includes(property?.name)
  )
}

const isSentence = (/** @type {string} */ text) =>
  /\p{L}{2,}[,:;]? \p{Ll}{2,}/u.test(text) &&
  !/\b(SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|JOIN|AND|OR|PRAGMA|NULL|CASE|BEGIN)\b/.test(text) &&
  !unseenTexts.some((pattern) => pattern.test(text))

/**
 * @param {readonly Sentence[]} sentences
 * @param {Readonly<Record<string, string>>} messages
 * @param {(sentence: string) => boolean} isKnown whether a pattern knows a whole sentence
 * @returns {Sentence[]}
 */
export function unknownSentences(sentences, messages, isKnown) {
  const texts = Object.values(messages).map(plain)
  return sentences.filter(
    ({ pieces }) => !isKnown(pieces.join('7')) && !texts.some((text) => haveInOrder(text, pieces.map(plain))),
  )
}

const plain = (/** @type {string} */ text) => text.replaceAll("'", '')

/** @param {string} text @param {readonly string[]} pieces */
function haveInOrder(text, pieces) {
  let at = 0
  // A key of settings is a value of the message however much of it stands in the source: `${setting}.url`.
  const fixed = pieces.map((one) => one.replace(/^\.[a-z_]+/, '').trim())
  for (const piece of fixed.filter((one) => /\p{L}/u.test(one))) {
    const found = text.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  return true
}
