import type { Fault } from '#contract/imports'
import type { LinkDraft, LinkState } from '../ports.ts'
import { idOf } from './file-memory.ts'
import type { ImportEnd, ImportLink } from './records.ts'

/** Also where nothing could be asked yet. */
export const isEndless = (found: LinkState | null | 'no-end' | undefined): found is 'no-end' | undefined =>
  found === undefined || found === 'no-end'

export const isSameLink = (present: LinkState, { weight, note, createdAt }: LinkDraft): boolean =>
  present.weight === weight &&
  present.note === note &&
  (createdAt === undefined || createdAt === present.createdAt)

export const endless = (link: ImportLink): Fault => ({
  line: link.line,
  what: nameOf(link),
  why: 'there is no memory at one of its ends',
})

export const nameOf = ({ from, to }: ImportLink): string =>
  `link ${endName(from).slice(0, 60)} to ${endName(to).slice(0, 60)}`

const endName = (end: ImportEnd): string => (typeof end === 'string' ? end : idOf(end))
