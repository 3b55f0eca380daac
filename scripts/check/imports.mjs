import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { isMain, runMain } from '../main.mjs'
import { findCycles } from './cycles.mjs'
import { makeRules } from './import-table.mjs'
import { makeResolver } from './resolve-import.mjs'
import { readSource } from './source-imports.mjs'

/**
 * Holds the sources against import-table.json: forbidden imports, folders without a row, imports that lead nowhere,
 * cycles (in the program also those of types alone), and clock or chance in what must be pure.
 */

const roots = ['src', 'test', 'bench', 'scripts']

/** @param {string} root */
export function checkImports(root) {
  const table = JSON.parse(readFileSync(join(root, 'scripts/check/import-table.json'), 'utf8'))
  const { imports: aliases } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const rules = makeRules(table)
  const resolve = makeResolver(root, aliases ?? {})
  /** @type {string[]} */
  const findings = []
  /** @type {Map<string, string[]>} */
  const edges = new Map()
  for (const file of roots.flatMap((folder) => sourcesUnder(root, folder))) {
    const { imports, impurities } = readSource(file, readFileSync(join(root, file), 'utf8'))
    if (!rules.isExempt(file)) {
      const row = rules.rowOf(file)?.row
      if (!row) findings.push(`${file}: its folder has no row in scripts/check/import-table.json`)
      for (const { what, line } of row?.pure ? impurities : []) {
        findings.push(`${file}:${line} reads ${what}: ${row?.folder} is pure, take it from a port`)
      }
    }
    /** @type {string[]} */
    const targets = []
    for (const { specifier, line, typesOnly } of imports) {
      const target = resolve(specifier, file)
      if (target.kind === 'nothing') findings.push(`${file}:${line} imports ${specifier}, which is not there`)
      // Outside the program two classes may name each other's types, as Electron's window and its contents do.
      if (target.kind === 'file' && !(typesOnly && rules.isExempt(file))) targets.push(target.path)
      const why = rules.refusal(file, { target, typesOnly })
      if (why)
        findings.push(`${file}:${line} imports ${typesOnly ? 'the types of ' : ''}${specifier}: ${why}`)
    }
    edges.set(file, targets)
  }
  for (const cycle of findCycles(edges)) findings.push(`cycle: ${cycle.join(' -> ')}`)
  return { findings, files: edges.size }
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {string[]}
 */
function sourcesUnder(root, path) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false })
  if (!stat) return []
  if (!stat.isDirectory()) return /\.(ts|tsx|mjs)$/.test(path) && !path.endsWith('.d.ts') ? [path] : []
  return readdirSync(join(root, path))
    .filter((name) => name !== 'node_modules')
    .sort()
    .flatMap((name) => sourcesUnder(root, `${path}/${name}`))
}

if (isMain(import.meta.url)) {
  await runMain(async () => {
    const { findings, files } = checkImports(process.cwd())
    for (const finding of findings) console.log(finding)
    console.log(`${files} files, ${findings.length} findings`)
    return findings.length === 0 ? 0 : 1
  })
}
