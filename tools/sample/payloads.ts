import type { Neighbourhood } from './neighbourhood.ts'
import type { Node } from './read-source.ts'

export type Payload = Readonly<Record<string, unknown>>

const lower = (tags: readonly string[]): string[] =>
  tags.map((tag) => tag.toLowerCase()).filter((tag) => tag !== 'not language-specific')

const weaknessPayload = ({ id, title, text, tags, updates, lastAt }: Node): Payload => ({
  kind: 'weakness',
  cwe: id,
  title: `${id}: ${title}`,
  description: text,
  abstraction: tags[0],
  status: tags[1],
  revisions: updates ?? 0,
  ...(lastAt === undefined ? {} : { revised: lastAt }),
  tags: lower(tags),
})

/** The source's title is only the phase; what a mitigation is against says more. */
const mitigationPayload = ({ id, title, text, tags }: Node, around: Neighbourhood): Payload => {
  const [first, ...others] = around.targets(id, 'mitigates')
  const more = others.length > 0 ? ` and ${others.length} more` : ''
  return {
    kind: 'mitigation',
    title: `${title === '' ? 'Mitigation' : title}, against ${first?.title ?? 'weaknesses'}${more}`,
    description: text,
    tags: ['mitigation', ...lower(tags)],
  }
}

const casePayload = ({ id, text, at = '' }: Node, around: Neighbourhood): Payload => ({
  kind: 'case',
  cve: id,
  text: `${id}: ${text}`,
  weaknesses: around.targets(id, 'exampleOf').map((weakness) => weakness.id),
  tags: ['case', at],
})

const topicPayload = ({ title, text }: Node): Payload => ({
  kind: 'topic',
  title,
  description: text,
  tags: ['topic'],
})

/** A node as the agent's memory keeps it. Ids stand in the text, so that a search for one finds it. */
export const payloadOf = (node: Node, around: Neighbourhood): Payload => {
  switch (node.kind) {
    case 'weakness':
      return weaknessPayload(node)
    case 'mitigation':
      return mitigationPayload(node, around)
    case 'case':
      return casePayload(node, around)
    case 'topic':
      return topicPayload(node)
  }
}

/** What the product embeds of a payload (MEM-6). */
export const textOf = ({ text, title, description }: Payload): string =>
  typeof text === 'string' ? text : `${title}\n${description}`
