import { vi } from 'vitest'
import { createProgram } from '#hosts/cli/program'
import { builtFiles } from './built-files.ts'

export interface Run {
  /** What stood on standard output. */
  readonly out: string
  /** What stood on the error stream. */
  readonly told: string
  readonly exitCode: number
}

/** Runs `soma` with a line of arguments on a data folder; global ones may stand before the command. */
export const runCommand =
  (dataDir: string, env: Readonly<Record<string, string>> = {}) =>
  async (...args: string[]): Promise<Run> => {
    const program = createProgram({ files: builtFiles, env }).configureOutput({ writeErr: () => {} })
    const [printed, told]: [string[], string[]] = [[], []]
    const caught = (into: string[]) => (text: unknown) => {
      into.push(String(text))
      return true
    }
    const spies = [
      vi.spyOn(process.stdout, 'write').mockImplementation(caught(printed) as never),
      vi.spyOn(process.stderr, 'write').mockImplementation(caught(told) as never),
    ]
    process.exitCode = 0
    try {
      await program.parseAsync(['--data', dataDir, ...args], { from: 'user' })
      return { out: printed.join('').trimEnd(), told: told.join(''), exitCode: Number(process.exitCode) }
    } finally {
      for (const spy of spies) spy.mockRestore()
      process.exitCode = 0
    }
  }
