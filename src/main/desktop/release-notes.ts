import type { UpdateInfo } from 'electron-updater'

const LONGEST = 20_000
const SIGNS: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  nbsp: ' ',
  amp: '&',
}

const lineOf = (tag: string): string => {
  if (/^li\b/.test(tag)) return '\n- '
  return /^br\b|^\/(?:p|h\d|ul|ol|li|pre|div)$/.test(tag) ? '\n' : ''
}

/** In one pass: an expression for whole tags takes forever where somebody opens many and closes none. */
const withoutTags = (html: string): string =>
  html
    .split('<')
    .map((part, index) => {
      if (index === 0) return part
      const end = part.indexOf('>')
      return end === -1 ? '' : lineOf(part.slice(0, end).toLowerCase()) + part.slice(end + 1)
    })
    .join('')

/** GitHub sends them as HTML. They are shown as text: tags go, and what they made of lines stays. */
const textOf = (html: string): string =>
  withoutTags(html.slice(0, 5 * LONGEST))
    .replace(/&(lt|gt|quot|#39|nbsp|amp);/g, (_, name: string) => SIGNS[name] ?? '')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .slice(0, LONGEST)

export const notesOf = ({ releaseNotes }: Pick<UpdateInfo, 'releaseNotes'>): string => {
  if (typeof releaseNotes === 'string') return textOf(releaseNotes)
  const all = (releaseNotes ?? []).map(({ version, note }) => `<h2>${version}</h2>${note ?? ''}`)
  return textOf(all.join('\n'))
}
