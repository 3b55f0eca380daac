import { contract, type SomaHandlers } from '#contract/index'

type AnyHandlers = Record<string, Record<string, (...args: unknown[]) => unknown>>

/** Handlers that ask anew, with each call, whose turn it is. */
export const forwarding = (current: () => SomaHandlers): SomaHandlers => {
  const groups = Object.entries(contract).map(([group, procedures]) => {
    const names = Object.keys(procedures)
    const forward =
      (name: string) =>
      (...args: unknown[]) =>
        (current() as unknown as AnyHandlers)[group]?.[name]?.(...args)
    return [group, Object.fromEntries(names.map((name) => [name, forward(name)]))]
  })
  return Object.fromEntries(groups) as SomaHandlers
}
