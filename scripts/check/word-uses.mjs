import { parseSync } from 'vite'

/**
 * What a source file of the renderer says: texts that stand in it, and keys of messages that it asks for.
 *
 * @typedef {{ text: string, line: number }} RawText a text that is shown as it stands in the source
 * @typedef {{ feature: string, line: number }} EarlyCall a message that is asked for while the file is read
 * @typedef {{ type: string, start: number, end: number, [key: string]: any }} Node
 */

/** What a user sees or hears of an element. */
const SHOWN_ATTRIBUTES =
  /^(aria-label|aria-description|aria-valuetext|title|placeholder|alt|label|text|detail|hint|confirmLabel|description|heading)$/
/** What a user sees of an object, such as a toast, an option or a command. */
const SHOWN_PROPERTIES = /^(title|label|detail|placeholder|heading|hint)$/

const LETTER = /\p{L}/u

/** Names and notations, which are the same everywhere. */
const SAME_EVERYWHERE =
  /^(Soma Inspector|Langfuse|JSON|JSONL|JSON Lines|CSV|TSV|GraphML|GEXF|SVG|PNG|SQLite|Redis|Qdrant|UMAP|HDBSCAN|Markdown|curl|\/docs|source\.url|v|title|[a-zA-Z0-9]+@\w+|p\d+(–p\d+)?|[A-Z]|γ|κ|τ|→)$/

/**
 * @param {string} file its name tells the language
 * @param {string} text
 */
export function wordUses(file, text) {
  const { program, errors } = parseSync(file, text)
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message}`)
  /** @type {RawText[]} */
  const raw = []
  /** @type {EarlyCall[]} */
  const early = []
  /** @type {Map<string, string>} the name of a function that says messages, and of what part */
  const features = new Map()
  /** @type {Set<string>} */
  const literals = new Set()
  /** @type {string[][]} the fixed parts of template literals */
  const patterns = []
  let calls = 0
  const lineOf = (/** @type {Node} */ node) => text.slice(0, node.start).split('\n').length
  const found = (/** @type {string} */ shown, /** @type {Node} */ node) => {
    const trimmed = shown.replace(/\s+/g, ' ').trim()
    if (LETTER.test(trimmed) && !SAME_EVERYWHERE.test(trimmed))
      raw.push({ text: trimmed, line: lineOf(node) })
  }
  visit(/** @type {any} */ (program), false, (node, isInFunction) => {
    const said = saidBy(node)
    if (said) features.set(said.name, said.feature)
    if (node.type === 'JSXText') found(node.value, node)
    for (const shown of shownBy(node)) found(shown, node)
    if (node.type === 'Literal' && typeof node.value === 'string') literals.add(node.value)
    if (node.type === 'TemplateLiteral') {
      patterns.push(node.quasis.map((/** @type {any} */ quasi) => quasi.value.cooked))
    }
    const feature = node.type === 'CallExpression' ? features.get(calleeName(node)) : undefined
    if (feature !== undefined) calls += 1
    if (feature !== undefined && !isInFunction) early.push({ feature, line: lineOf(node) })
  })
  const isUsed = (/** @type {string} */ key) =>
    literals.has(key) || patterns.some((parts) => parts.length > 1 && fits(key, parts))
  return { raw, early, features: new Set(features.values()), isUsed, calls }
}

/**
 * @param {Node} node
 * @param {boolean} isInFunction
 * @param {(node: Node, isInFunction: boolean) => void} see
 */
function visit(node, isInFunction, see) {
  see(node, isInFunction)
  const isInside = isInFunction || /Function|MethodDefinition|PropertyDefinition/.test(node.type)
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child?.type === 'string') visit(child, isInside, see)
    }
  }
}

/**
 * `const t = wordsOf('recall')`
 * @param {Node} node
 * @returns {{ name: string, feature: string } | undefined}
 */
function saidBy(node) {
  if (node.type !== 'VariableDeclarator' || node.init?.type !== 'CallExpression') return undefined
  if (node.init.callee.name !== 'wordsOf') return undefined
  return { name: node.id.name, feature: String(node.init.arguments[0]?.value) }
}

/**
 * `t('key')` and `t.rich('key')`
 * @param {Node} node
 * @returns {string}
 */
const calleeName = ({ callee }) =>
  callee.type === 'MemberExpression' && callee.property.name === 'rich' ? callee.object.name : callee.name

/**
 * @param {Node} node
 * @returns {string[]}
 */
function shownBy(node) {
  if (node.type === 'JSXAttribute' && SHOWN_ATTRIBUTES.test(attributeName(node))) {
    return textsOf(node.value?.type === 'JSXExpressionContainer' ? node.value.expression : node.value)
  }
  if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
    return node.children.flatMap((/** @type {Node} */ child) =>
      child.type === 'JSXExpressionContainer' ? textsOf(child.expression) : [],
    )
  }
  const isShown = node.type === 'Property' && !node.computed && SHOWN_PROPERTIES.test(node.key.name ?? '')
  return isShown ? textsOf(node.value) : []
}

const attributeName = (/** @type {Node} */ { name }) =>
  name.type === 'JSXNamespacedName' ? `${name.namespace.name}:${name.name.name}` : String(name.name)

/**
 * A text, either text of a choice, or what a template has of its own.
 * @param {Node | null | undefined} node
 * @returns {string[]}
 */
function textsOf(node) {
  switch (node?.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [node.value] : []
    case 'TemplateLiteral':
      return node.quasis.map((/** @type {any} */ quasi) => quasi.value.cooked)
    case 'ConditionalExpression':
      return [...textsOf(node.consequent), ...textsOf(node.alternate)]
    case 'LogicalExpression':
      return [...textsOf(node.left), ...textsOf(node.right)]
    default:
      return []
  }
}

/**
 * @param {string} key
 * @param {readonly string[]} parts
 */
function fits(key, parts) {
  const first = parts[0] ?? ''
  const last = parts.at(-1) ?? ''
  return first + last !== '' && key.startsWith(first) && key.endsWith(last)
}
