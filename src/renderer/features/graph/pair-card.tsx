import { CircleSlash, GitMerge, Link2, Unlink } from 'lucide-react'
import { Button } from '#ui/button'
import { formatScore } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'
import own from './pairs-panel.module.css'
import type { CuratedPair } from './pairs-store.ts'

const t = wordsOf('graph')

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
  if (type !== undefined) return t('linkedType', { type })
  return hops === null || hops === undefined ? t('noWayAlongLinks') : t('hopsHopsApart', { hops })
}

/** Two memories where meaning and links disagree, and what can be done about it. */
export const PairCard = (props: PairCardProps) => {
  const { pair, chosen, readOnly } = props
  const isLinked = pair.type !== undefined
  return (
    <li className={own.card} data-chosen={chosen || undefined}>
      <button type="button" className={own.head} aria-pressed={chosen} onClick={props.onChoose}>
        <span className={own.title} data-private>
          {pair.a.title || t('untitled')}
        </span>
        <span className={own.title} data-private>
          {pair.b.title || t('untitled')}
        </span>
        <span className={own.facts}>
          {t.rich('similaritySimilarPair', {
            similarity: <b>{formatScore(pair.similarity)}</b>,
            pair: wayOf(pair),
          })}
        </span>
      </button>
      <div className={own.actions}>
        {isLinked ? (
          <Button size="small" variant="plain" icon={Unlink} disabled={readOnly} onClick={props.onUnlink}>
            {t('unlink')}
          </Button>
        ) : (
          <Button size="small" variant="plain" icon={Link2} disabled={readOnly} onClick={props.onLink}>
            {t('link2')}
          </Button>
        )}
        <Button size="small" variant="plain" icon={GitMerge} disabled={readOnly} onClick={props.onMerge}>
          {t('merge')}
        </Button>
        <Button size="small" variant="plain" icon={CircleSlash} disabled={readOnly} onClick={props.onDismiss}>
          {isLinked ? t('fineAsItIs') : t('notAPair')}
        </Button>
      </div>
    </li>
  )
}
