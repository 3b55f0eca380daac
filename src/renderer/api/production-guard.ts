import { type QueryClient, useQuery } from '@tanstack/react-query'
import { create } from 'zustand'
import type { Status } from '#contract/app'
import { useSomaQueries } from './client-context.tsx'
import { keys } from './queries/keys.ts'

/** An act that destroys, as it is asked about. */
interface DestructiveAct {
  /** A question that names the thing: `Delete 12 memories?` */
  readonly title: string
  /** What will happen, and whether it can be undone. */
  readonly detail: string
  /** The verb, not OK. */
  readonly confirmLabel: string
}

interface Asked extends DestructiveAct {
  /** What has to be typed. */
  readonly name: string
  readonly answer: (goesOn: boolean) => void
}

/** What is asked about now. */
export const productionStore = create<{ readonly asked: Asked | null }>(() => ({ asked: null }))

const nameIn = (status: Status | undefined): string | null =>
  status?.connection.production ? status.connection.name : null

/** The name of the open connection where it is marked production, else null: dialogs that ask anyway ask for it. */
export const useProductionName = (): string | null => nameIn(useQuery(useSomaQueries().app.status()).data)

/**
 * Asks before an act that destroys, where the open connection is marked production; elsewhere the act goes on at once.
 * @returns whether it goes on
 */
export const askInProduction = (queryClient: QueryClient, act: DestructiveAct): Promise<boolean> => {
  const name = nameIn(queryClient.getQueryData<Status>([...keys.app(), 'status']))
  if (name === null) return Promise.resolve(true)
  productionStore.getState().asked?.answer(false)
  return new Promise((resolve) => {
    const answer = (goesOn: boolean): void => {
      productionStore.setState({ asked: null })
      resolve(goesOn)
    }
    productionStore.setState({ asked: { ...act, name, answer } })
  })
}
