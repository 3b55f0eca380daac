/**
 * What `npm test` does, in order. A check is a list of commands: a tool is a development package, with the name of its
 * command where that differs, or a script of our own. A test step is a vitest project.
 *
 * @typedef {{ tool: string, bin?: string, args?: readonly string[] }} Command
 * @typedef {{ name: string, kind: 'check', commands: readonly Command[] }} Check
 * @typedef {{ name: string, kind: 'tests', limitMinutes: number }} Tests
 * @typedef {Check | Tests | { name: 'build', kind: 'build' }} Step
 */

/** Each of these folders has its own view of what is there: no Node in the engine, the DOM in the renderer. */
const typeScopes = ['.', 'scripts', 'src/main/engine', 'src/preload', 'src/renderer']

const typeChecks = typeScopes.map((scope) => ({ tool: 'typescript', bin: 'tsc', args: ['--project', scope] }))

/** @type {readonly Step[]} */
export const steps = [
  { name: 'format', kind: 'check', commands: [{ tool: '@biomejs/biome', args: ['format', '.'] }] },
  {
    name: 'lint',
    kind: 'check',
    commands: [{ tool: '@biomejs/biome', args: ['lint', '--error-on-warnings', '.'] }],
  },
  { name: 'types', kind: 'check', commands: typeChecks },
  { name: 'imports', kind: 'check', commands: [{ tool: 'scripts/check/imports.mjs' }] },
  { name: 'words', kind: 'check', commands: [{ tool: 'scripts/check/words.mjs' }] },
  { name: 'unused', kind: 'check', commands: [{ tool: 'knip' }] },
  { name: 'build', kind: 'build' },
  { name: 'unit', kind: 'tests', limitMinutes: 40 },
  { name: 'browser', kind: 'tests', limitMinutes: 40 },
]

/**
 * @param {readonly string[]} args
 * @returns {{ chosen: readonly Step[], patterns: string[], verbose: boolean, unknown: string[] }}
 */
export function readArguments(args) {
  /** @type {string[]} */
  const only = []
  /** @type {string[]} */
  const patterns = []
  const rest = [...args]
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    if (argument === '--only') only.push(...(rest.shift() ?? '').split(','))
    else if (argument !== '--verbose') patterns.push(argument)
  }
  const isAsked = (/** @type {Step} */ step) =>
    only.length > 0
      ? only.includes(step.name) || (only.includes('checks') && step.kind === 'check')
      : patterns.length === 0 || step.kind === 'tests'
  const chosen = steps.filter(isAsked)
  const known = ['checks', ...steps.map((step) => step.name)]
  const unknown = [
    ...only.filter((name) => !known.includes(name)),
    ...patterns.filter((text) => text.startsWith('-')),
  ]
  return { chosen: withBuild(chosen), patterns, verbose: args.includes('--verbose'), unknown }
}

/**
 * Tests run the threads that are in out/, or drive all of it.
 * @param {readonly Step[]} chosen
 */
function withBuild(chosen) {
  const needsBuild = chosen.some((step) => step.kind === 'tests')
  return needsBuild ? steps.filter((step) => step.kind === 'build' || chosen.includes(step)) : chosen
}
