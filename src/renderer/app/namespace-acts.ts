import type { SomaClient } from '#contract/index'
import { formatPlural } from '../ui/format-number.ts'

export type Act = 'create' | 'rename' | 'copy'

interface Names {
  readonly from: string
  readonly to: string
}

interface Done {
  readonly title: string
  /** The change that it made; null where it changed nothing. */
  readonly seq: number | null
}

/** Makes, renames or copies a namespace. */
export const actOn = async (client: SomaClient, act: Act, { from, to }: Names): Promise<Done> => {
  const { namespaces } = client
  switch (act) {
    case 'rename':
      return { ...(await namespaces.rename({ from, to })), title: `Renamed “${from}” to “${to}”` }
    case 'create':
      return { ...(await namespaces.create({ name: to })), title: `Created “${to}”` }
    case 'copy': {
      const { copied, seq } = await namespaces.copy({ from, to })
      return { title: `Copied ${formatPlural(copied, 'memory', 'memories')} to “${to}”`, seq }
    }
  }
}
