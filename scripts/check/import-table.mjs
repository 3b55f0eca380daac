/**
 * Reads import-table.json and answers for one import whether it may be. The table says in its first lines how it works.
 *
 * @typedef {{ folder: string, imports: string[], like?: string, pure?: boolean, why?: string }} Row
 * @typedef {{ exempt: string[], rows: Row[] }} Table
 * @typedef {import('./resolve-import.mjs').Target} Target
 */

/** @param {Table} table */
export function makeRules({ exempt, rows }) {
  const exemptions = exempt.map(globPattern)

  /**
   * Tests may import everything; nothing but tests may import them.
   * @param {string} file
   */
  const isExempt = (file) => !file.startsWith('src/') || exemptions.some((pattern) => pattern.test(file))

  /**
   * @param {string} file
   * @returns {{ row: Row, own: string } | undefined} the row, and the folder whose parts are the file's own
   */
  function rowOf(file) {
    /** @type {{ row: Row, own: string } | undefined} */
    let best
    for (const row of rows) {
      const own = ownFolder(row.folder, file)
      if (own !== undefined && depth(row.folder) >= depth(best?.row.folder ?? '')) best = { row, own }
    }
    return best
  }

  /**
   * @param {Row} row
   * @returns {string[]}
   */
  function grantsOf(row) {
    if (row.like === undefined) return row.imports
    const base = rows.find(({ folder }) => folder === row.like)
    if (!base) throw new Error(`The row ${row.folder} is like ${row.like}, which is no row`)
    return [...grantsOf(base), ...row.imports]
  }

  /**
   * @param {string} file
   * @param {{ target: Target, typesOnly: boolean }} wanted
   * @returns {string | undefined} why not
   */
  function refusal(file, { target, typesOnly }) {
    const found = rowOf(file)
    if (isExempt(file) || !found || target.kind === 'nothing') return undefined
    if (target.kind === 'file' && isWithin(target.path, found.own) && !isExempt(target.path)) return undefined
    const grants = grantsOf(found.row)
    if (grants.some((grant) => covers(grant, { target, typesOnly }))) return undefined
    return `not in the row ${found.row.folder} of scripts/check/import-table.json`
  }

  return { isExempt, rowOf, refusal }
}

/**
 * @param {string} grant
 * @param {{ target: Target, typesOnly: boolean }} wanted
 * @returns {boolean}
 */
function covers(grant, { target, typesOnly }) {
  if (grant.startsWith('types:'))
    return typesOnly && covers(grant.slice('types:'.length), { target, typesOnly })
  if (target.kind === 'node') return grant === 'node:*' || grant === target.name
  if (target.kind === 'package') return grant === target.name
  if (target.kind !== 'file') return false
  return grant.includes('*') ? globPattern(grant).test(target.path) : isWithin(target.path, grant)
}

/**
 * @param {string} path
 * @param {string} folder
 */
const isWithin = (path, folder) => path === folder || path.startsWith(`${folder}/`)

/** @param {string} path */
const depth = (path) => path.split('/').length

/**
 * @param {string} pattern a folder, where * is one name
 * @param {string} file
 * @returns {string | undefined} the folder that contains the file, with its names filled in
 */
function ownFolder(pattern, file) {
  const wanted = pattern.split('/')
  const names = file.split('/').slice(0, wanted.length)
  // The star is a folder: it does not take a file that lies beside the folders.
  if (wanted.at(-1) === '*' && names.length === depth(file)) return undefined
  const matches =
    names.length === wanted.length && wanted.every((name, at) => name === '*' || name === names[at])
  return matches ? names.join('/') : undefined
}

/**
 * @param {string} glob
 * @returns {RegExp} where ** is any folders and * a part of a name
 */
function globPattern(glob) {
  const source = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/|\*/g, (star) => (star === '*' ? '[^/]*' : '(?:.*/)?'))
  return new RegExp(`^${source}$`)
}
