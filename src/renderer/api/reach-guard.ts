import { create } from 'zustand'
import type { CallOptions } from '#contract/define'
import { isError } from '#contract/errors'
import type { SomaClient } from '#contract/index'
import { outline } from '#contract/outline'
import type { Reach } from '#contract/reach'

interface Asked {
  readonly id: string
  readonly places: readonly Reach[]
  readonly answer: (isAllowed: boolean) => void
}

/** What the program wants a code for, which stands in its terminal. */
export const reachStore = create<{ readonly asked: Asked | null }>(() => ({ asked: null }))

/** Resolves to whether the code was typed. */
const askForCode = (asked: Omit<Asked, 'answer'>): Promise<boolean> => {
  reachStore.getState().asked?.answer(false)
  return new Promise((resolve) => {
    const answer = (isAllowed: boolean): void => {
      reachStore.setState({ asked: null })
      resolve(isAllowed)
    }
    reachStore.setState({ asked: { ...asked, answer } })
  })
}

type Call = (input: unknown, options?: CallOptions) => Promise<unknown>

const confirmed =
  (call: Call): Call =>
  async (input, options) => {
    try {
      return await call(input, options)
    } catch (error) {
      if (!isError(error, 'reach/unconfirmed') || !(await askForCode(error.data))) throw error
      return call(input, options)
    }
  }

/** The client, which asks for the code where a call names a place that nobody has allowed, and makes the call again. */
export const confirmingClient = (client: SomaClient): SomaClient => {
  const groups = Object.entries(outline).map(([group, procedures]) => {
    const calls = client[group as keyof SomaClient] as unknown as Readonly<Record<string, Call>>
    const methods = Object.entries(procedures).map(([name, { errors }]) => {
      const call = calls[name] as Call
      return [name, errors.includes('reach/unconfirmed') ? confirmed(call) : call]
    })
    return [group, Object.fromEntries(methods)]
  })
  return Object.fromEntries(groups) as SomaClient
}
