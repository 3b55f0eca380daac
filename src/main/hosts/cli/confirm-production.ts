import { createInterface } from 'node:readline/promises'
import { contract, type SomaHandlers } from '#contract/index'
import { connectionOf } from '../composition/connection-of.ts'
import type { ResolvedConfig } from '../config.ts'
import { StartError } from '../start-error.ts'

let confirmed: string | undefined

/** Said once, before the command begins: the name that stood behind `--confirm-production`. */
export const confirmWith = (name: string | undefined): void => {
  confirmed = name
}

/**
 * Asks for the name of a connection that is marked production, as the app does before acts that destroy.
 * @throws StartError where it is not typed; nothing was changed then
 */
export const confirmProduction = async (config: Pick<ResolvedConfig, 'given'>): Promise<void> => {
  const { name, production } = connectionOf(config)
  if (production) await confirmName(name)
}

/** @throws StartError */
const confirmName = async (name: string): Promise<void> => {
  const typed = confirmed ?? (await ask(name))
  if (typed === name) return
  const what = `"${name}" is marked production`
  throw new StartError(
    typed === null
      ? `${what}. Say --confirm-production "${name}" to change it. Nothing was changed.`
      : `${what}, and "${typed}" is not its name. Nothing was changed.`,
  )
}

/** Null where nobody sits at a terminal. */
const ask = async (name: string): Promise<string | null> => {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return null
  const asking = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await asking.question(`"${name}" is marked production. Type its name to change it: `)
  } finally {
    asking.close()
  }
}

type Call = (input: { readonly dryRun?: boolean }, ...more: readonly unknown[]) => unknown

/** Handlers that ask once, before the first call that writes; a dry run does not. */
export const confirmingWrites = (handlers: SomaHandlers, config: ResolvedConfig): SomaHandlers => {
  if (!connectionOf(config).production) return handlers
  let asked: Promise<void> | undefined
  const confirm = (): Promise<void> => {
    asked ??= confirmProduction(config)
    return asked
  }
  const groups = Object.entries(contract).map(([group, procedures]) => {
    const calls = handlers[group as keyof SomaHandlers] as unknown as Readonly<Record<string, Call>>
    const guarded = Object.entries(procedures).map(([name, { kind, effect }]) => {
      const call = calls[name] as Call
      if (effect === 'read') return [name, call]
      return [name, kind === 'stream' ? streamAfter(confirm, call) : methodAfter(confirm, call)]
    })
    return [group, Object.fromEntries(guarded)]
  })
  return Object.fromEntries(groups) as SomaHandlers
}

const methodAfter =
  (confirm: () => Promise<void>, call: Call): Call =>
  async (input, ...more) => {
    if (input.dryRun !== true) await confirm()
    return call(input, ...more)
  }

const streamAfter = (confirm: () => Promise<void>, call: Call): Call =>
  async function* (input, ...more) {
    if (input.dryRun !== true) await confirm()
    yield* call(input, ...more) as AsyncIterable<unknown>
  }
