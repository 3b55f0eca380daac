import type { SomaClient } from '#contract/index'
import { wordsOf } from '../words/words.ts'

const t = wordsOf('shell')

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
      return { ...(await namespaces.rename({ from, to })), title: t('renamedFromToTo', { from, to }) }
    case 'create':
      return { ...(await namespaces.create({ name: to })), title: t('createdTo', { to }) }
    case 'copy': {
      const { copied, seq } = await namespaces.copy({ from, to })
      return { title: t('copiedCountMemoriesToTo', { count: copied, to }), seq }
    }
  }
}
