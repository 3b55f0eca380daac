import type { LinkEnd } from '#contract/links'
import type { Coordinate } from '../../workspace/location.ts'

/** What is typed about a link. */
export interface LinkFields {
  readonly direction: LinkEnd['direction']
  readonly type: string
  readonly weight: number
  readonly note: string
}

/** Ends of a link that is seen from one of them. */
export const linkEnds = (
  here: Coordinate,
  there: Coordinate,
  direction: LinkEnd['direction'],
): { from: number[]; to: number[] } =>
  direction === 'out' ? { from: [...here], to: [...there] } : { from: [...there], to: [...here] }
