import { Command } from 'commander'
import { vi } from 'vitest'
import { addAuditCommand } from '#hosts/cli/audit'
import { addHistoryCommand } from '#hosts/cli/history'
import { addLinkCommands } from '#hosts/cli/links'
import { addMemoryCommands } from '#hosts/cli/memories'
import { addNamespaceCommands } from '#hosts/cli/namespaces'
import { addRecallCommand } from '#hosts/cli/recall'
import { addStoreBulk } from '#hosts/cli/store-bulk'
import { addUndoCommands } from '#hosts/cli/undo'
import { loadConfig } from '#hosts/config'
import type { ConfigInput } from '#hosts/config-schema'
import { sourceFiles } from './source-files.ts'

export interface Run {
  /** What stood on standard output. */
  readonly out: string
  readonly exitCode: number
}

/** Runs `soma` with a line of arguments on a data folder. */
export const runCommand =
  (dataDir: string, explicit: ConfigInput = {}) =>
  async (...args: string[]): Promise<Run> => {
    const settings = () =>
      loadConfig({ env: {}, explicit: { data_dir: dataDir, namespace: 'default', ...explicit } })
    const program = new Command('soma').exitOverride().configureOutput({ writeErr: () => {} })
    const options = { files: sourceFiles, settings }
    for (const add of [
      addMemoryCommands,
      addRecallCommand,
      addStoreBulk,
      addNamespaceCommands,
      addUndoCommands,
      addLinkCommands,
      addAuditCommand,
      addHistoryCommand,
    ])
      add(program, options)
    const printed: string[] = []
    const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed.push(String(text))
      return true
    })
    process.exitCode = 0
    try {
      await program.parseAsync(args, { from: 'user' })
      return { out: printed.join('').trimEnd(), exitCode: Number(process.exitCode) }
    } finally {
      write.mockRestore()
      process.exitCode = 0
    }
  }
