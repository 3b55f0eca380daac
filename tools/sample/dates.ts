import type { Neighbourhood } from './neighbourhood.ts'
import type { Node } from './read-source.ts'

const secondsOf = (year: number, month = 1, day = 1): number => Date.UTC(year, month - 1, day) / 1000

const cveNumber = (id: string): number => Number(id.split('-')[2])

/**
 * Of a case only its year is known; CVE numbers are given out in order, so the cases of a year are spread over it in
 * that order.
 */
const datesOfCases = (nodes: readonly Node[]): Map<string, number> => {
  const dates = new Map<string, number>()
  const cases = nodes.filter(({ kind }) => kind === 'case')
  for (const [at = '', ofYear = []] of Map.groupBy(cases, (node) => node.at)) {
    const year = Number(at)
    const [start, end] = [secondsOf(year), secondsOf(year + 1)]
    ofYear.sort((a, b) => cveNumber(a.id) - cveNumber(b.id))
    ofYear.forEach(({ id }, i) => {
      dates.set(id, Math.round(start + ((i + 0.5) / ofYear.length) * (end - start)))
    })
  }
  return dates
}

/** Epoch seconds of every node: its own date, or the first date of what a mitigation or a topic is about. */
export const datesOf = (nodes: readonly Node[], around: Neighbourhood): Map<string, number> => {
  const dates = datesOfCases(nodes)
  for (const { id, kind, at = '' } of nodes) {
    if (kind === 'weakness') dates.set(id, Date.parse(at) / 1000)
  }
  for (const { id, kind } of nodes) {
    if (dates.has(id)) continue
    const about = kind === 'topic' ? around.sources(id, 'memberOf') : around.targets(id, 'mitigates')
    dates.set(id, Math.min(...about.map((weakness) => dates.get(weakness.id)!)))
  }
  return dates
}
