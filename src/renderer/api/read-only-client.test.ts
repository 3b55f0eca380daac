import { expect, it } from 'vitest'
import type { AnyProcedure } from '#contract/define'
import { contract, type SomaClient } from '#contract/index'
import { readOnlyClient } from './read-only-client.ts'

type Calls = Readonly<Record<string, Readonly<Record<string, (input: unknown) => unknown>>>>

/** Answers everything, and remembers what it was asked. */
const fakeClient = () => {
  const asked: string[] = []
  const groups = Object.entries(contract).map(([group, procedures]) => [
    group,
    Object.fromEntries(
      Object.entries(procedures as Record<string, AnyProcedure>).map(([name, { kind }]) => [
        name,
        () => {
          asked.push(`${group}.${name}`)
          return kind === 'stream' ? (async function* () {})() : Promise.resolve(null)
        },
      ]),
    ),
  ])
  return { asked, client: Object.fromEntries(groups) as SomaClient }
}

const outcome = async (result: unknown): Promise<unknown> => {
  try {
    if (result instanceof Promise) await result
    else for await (const _ of result as AsyncIterable<unknown>);
    return 'done'
  } catch (error) {
    return (error as { code?: string }).code
  }
}

it.each([true, false])(
  'with read-only mode %s lets through what it may, and all that only reads',
  async (isReadOnly) => {
    const { asked, client } = fakeClient()
    const calls = readOnlyClient(client, () => isReadOnly) as unknown as Calls
    for (const [group, procedures] of Object.entries(contract)) {
      for (const [name, procedure] of Object.entries(procedures as Record<string, AnyProcedure>)) {
        const refused = isReadOnly && procedure.effect === 'write'
        expect([group, name, await outcome(calls[group]?.[name]?.({}))]).toEqual([
          group,
          name,
          refused ? 'store/read-only' : 'done',
        ])
        expect(asked.includes(`${group}.${name}`)).toBe(!refused)
      }
    }
  },
)
