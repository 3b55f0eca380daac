import { CircleSlash, GitMerge, Link2, Unlink } from 'lucide-react'
import { Button } from '#ui/button'
import { formatScore } from '../../ui/format-number.ts'
import own from './pairs-panel.module.css'
import type { CuratedPair } from './pairs-store.ts'

interface PairCardProps {
  readonly pair: CuratedPair
  readonly chosen: boolean
  readonly readOnly: boolean
  readonly onChoose: () => void
  readonly onLink: () => void
  readonly onUnlink: () => void
  readonly onMerge: () => void
  readonly onDismiss: () => void
}

const wayOf = ({ hops, type }: CuratedPair): string => {
  if (type !== undefined) return `linked: ${type}`
  return hops === null || hops === undefined ? 'no way along links' : `${hops} hops apart`
}

/** Two memories where meaning and links disagree, and what can be done about it. */
export const PairCard = (props: PairCardProps) => {
  const { pair, chosen, readOnly } = props
  const isLinked = pair.type !== undefined
  return (
    <li className={own.card} data-chosen={chosen || undefined}>
      <button type="button" className={own.head} aria-pressed={chosen} onClick={props.onChoose}>
        <span className={own.title} data-private>
          {pair.a.title || 'Untitled'}
        </span>
        <span className={own.title} data-private>
          {pair.b.title || 'Untitled'}
        </span>
        <span className={own.facts}>
          <b>{formatScore(pair.similarity)}</b> similar, {wayOf(pair)}
        </span>
      </button>
      <div className={own.actions}>
        {isLinked ? (
          <Button size="small" variant="plain" icon={Unlink} disabled={readOnly} onClick={props.onUnlink}>
            Unlink
          </Button>
        ) : (
          <Button size="small" variant="plain" icon={Link2} disabled={readOnly} onClick={props.onLink}>
            Link
          </Button>
        )}
        <Button size="small" variant="plain" icon={GitMerge} disabled={readOnly} onClick={props.onMerge}>
          Merge…
        </Button>
        <Button size="small" variant="plain" icon={CircleSlash} disabled={readOnly} onClick={props.onDismiss}>
          {isLinked ? 'Fine as it is' : 'Not a pair'}
        </Button>
      </div>
    </li>
  )
}
