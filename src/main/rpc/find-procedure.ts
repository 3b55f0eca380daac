import type { AnyProcedure, Contract } from '#contract/define'

export interface FoundProcedure {
  readonly group: string
  readonly name: string
  readonly procedure: AnyProcedure
}

/** The procedure at `group.name`. Only the contract's own keys count, so `__proto__.toString` finds nothing. */
export const findProcedure = (contract: Contract, path: string): FoundProcedure | undefined => {
  const [group, name, ...more] = path.split('.')
  if (group === undefined || name === undefined || more.length > 0) return undefined
  if (!Object.hasOwn(contract, group)) return undefined
  const procedures = contract[group] ?? {}
  const procedure = Object.hasOwn(procedures, name) ? procedures[name] : undefined
  return procedure && { group, name, procedure }
}
