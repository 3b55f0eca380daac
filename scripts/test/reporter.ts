import { appendFileSync, writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { Reporter, SerializedError, TestCase, TestModule, TestSuite } from 'vitest/node'

export type TestLine =
  | { readonly state: 'passed'; readonly name: string }
  | { readonly state: 'failed'; readonly name: string; readonly message: string }
  | { readonly state: 'skipped'; readonly name: string; readonly reason?: string }
  | { readonly state: 'end' }

/**
 * Writes one line of JSON for each test at the moment that it ends, so that a run which crashes or hangs has still
 * said what it did. scripts/test/counts.mjs reads them; the line `end` tells that nothing is missing.
 */
export class LinesReporter implements Reporter {
  readonly #file: string

  constructor(file: string) {
    this.#file = file
    writeFileSync(file, '')
  }

  onTestCaseResult(test: TestCase): void {
    const result = test.result()
    const name = `${relative(process.cwd(), test.module.moduleId)} > ${test.fullName}`
    if (result.state === 'passed') this.#write({ state: 'passed', name })
    if (result.state === 'failed') this.#write({ state: 'failed', name, message: describe(result.errors) })
    if (result.state === 'skipped') {
      const reason = result.note ?? (test.options.mode === 'todo' ? 'to be written' : undefined)
      this.#write({ state: 'skipped', name, ...(reason === undefined ? {} : { reason }) })
    }
  }

  /** A failed hook: its tests never ran and count as nothing. */
  onTestSuiteResult(suite: TestSuite): void {
    const name = `${relative(process.cwd(), suite.module.moduleId)} > ${suite.fullName}`
    if (suite.errors().length > 0) this.#write({ state: 'failed', name, message: describe(suite.errors()) })
  }

  /** A file that could not be loaded, or whose own hook failed. */
  onTestModuleEnd(module: TestModule): void {
    const name = relative(process.cwd(), module.moduleId)
    if (module.errors().length > 0) this.#write({ state: 'failed', name, message: describe(module.errors()) })
  }

  onTestRunEnd(_modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    for (const error of unhandled) {
      this.#write({ state: 'failed', name: 'an error outside of any test', message: describe([error]) })
    }
    this.#write({ state: 'end' })
  }

  #write(line: TestLine): void {
    appendFileSync(this.#file, `${JSON.stringify(line)}\n`)
  }
}

function describe(errors: readonly { message?: string; stack?: string; diff?: string }[]): string {
  return errors
    .map(({ message = '', stack = '', diff }) => [
      stack.includes(message) ? stack : `${message}\n${stack}`,
      diff,
    ])
    .map((parts) => parts.filter(Boolean).join('\n'))
    .map((text) => text.replace(/^ +at .*node_modules\/(vitest|@vitest)\/.*\n?/gm, ''))
    .map((text) => text.replace(/^ +at new Promise \(<anonymous>\)\n?/gm, ''))
    .join('\n')
}
