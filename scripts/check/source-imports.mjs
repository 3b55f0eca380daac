import { parseSync } from 'vite'

/**
 * What a source file imports, in every way that a bundler follows: import and export, also of types,
 * `import('./x')`, and `new URL('./x', import.meta.url)`, which is how a worker is named.
 *
 * @typedef {{ specifier: string, line: number, typesOnly: boolean }} Import
 * @typedef {{ what: string, line: number }} Impurity a reading of the clock or of chance
 * @typedef {{ type: string, start: number, [key: string]: any }} Node
 */

/**
 * @param {string} file its name tells the language
 * @param {string} text
 * @returns {{ imports: Import[], impurities: Impurity[] }}
 */
export function readSource(file, text) {
  const { program, errors } = parseSync(file, text)
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message}`)
  /** @type {Import[]} */
  const imports = []
  /** @type {Impurity[]} */
  const impurities = []
  const lineOf = (/** @type {Node} */ node) => text.slice(0, node.start).split('\n').length
  visit(/** @type {any} */ (program), (node) => {
    const found = importOf(node)
    if (found) imports.push({ ...found, line: lineOf(node) })
    const what = impurityOf(node)
    if (what) impurities.push({ what, line: lineOf(node) })
  })
  return { imports, impurities }
}

/**
 * @param {Node} node
 * @param {(node: Node) => void} see
 */
function visit(node, see) {
  see(node)
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child?.type === 'string') visit(child, see)
    }
  }
}

/**
 * @param {Node} node
 * @returns {Omit<Import, 'line'> | undefined}
 */
function importOf(node) {
  switch (node.type) {
    case 'ImportDeclaration':
      return { specifier: node.source.value, typesOnly: node.importKind === 'type' }
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return node.source ? { specifier: node.source.value, typesOnly: node.exportKind === 'type' } : undefined
    case 'TSImportType':
      return literal(node.source ?? node.argument, true)
    case 'ImportExpression':
      return literal(node.source, false)
    case 'NewExpression':
      return isNamed(node.callee, 'URL') &&
        node.arguments[1]?.property?.name === 'url' &&
        isRelative(node.arguments[0])
        ? literal(node.arguments[0], false)
        : undefined
    default:
      return undefined
  }
}

/**
 * @param {Node | undefined} node
 * @param {boolean} typesOnly
 */
function literal(node, typesOnly) {
  const specifier = node?.value ?? node?.literal?.value
  return typeof specifier === 'string' ? { specifier, typesOnly } : undefined
}

/** @param {Node | undefined} node */
const isRelative = (node) => typeof node?.value === 'string' && /^\.\.?\/.*\.tsx?$/.test(node.value)

/**
 * @param {Node} node
 * @param {string} name
 */
const isNamed = (node, name) => node.type === 'Identifier' && node.name === name

/**
 * Node's own names need no rule here: the engine's tsconfig.json does not know them.
 * @param {Node} node
 * @returns {string | undefined}
 */
function impurityOf(node) {
  if (node.type === 'MemberExpression') {
    if (isNamed(node.object, 'Date') && node.property.name === 'now') return 'Date.now'
    if (isNamed(node.object, 'Math') && node.property.name === 'random') return 'Math.random'
  }
  const makesDate =
    (node.type === 'NewExpression' && node.arguments.length === 0) || node.type === 'CallExpression'
  return makesDate && isNamed(node.callee, 'Date') ? 'the present Date' : undefined
}
