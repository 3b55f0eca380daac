import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { LinkEnd } from '#contract/links'
import { Button } from '#ui/button'
import { Popover } from '#ui/popover'
import { Skeleton } from '#ui/skeleton'
import { TextField } from '#ui/text-field'
import { useSomaQueries } from '../../api/client-context.tsx'
import { describeError } from '../../api/describe-error.ts'
import { useLinkMutations } from '../../api/use-link-mutations.ts'
import { LinkFields } from '../../bulk-link/link-fields.tsx'
import { wordsOf } from '../../words/words.ts'
import type { GraphSession } from './graph-session.ts'
import styles from './link-popover.module.css'
import type { TouchedLink } from './touched-link.ts'

const t = wordsOf('graph')

interface LinkPopoverProps {
  readonly namespace: string
  readonly session: GraphSession
  readonly touched: TouchedLink
  readonly typeNames: readonly string[]
  readonly readOnly: boolean
  readonly onClose: () => void
}

/** A memory's links are asked in one go; the one that was touched is among them. */
const ALL_LINKS = 1000

/** A link at its place on the drawing: what it says, and the buttons that change it. */
export const LinkPopover = (props: LinkPopoverProps) => {
  const { session, touched, onClose } = props
  const { graph } = session
  const there = graph.hasNode(touched.from) && graph.hasNode(touched.to)
  if (!there) return null
  return (
    <Popover
      label={touched.key === null ? t('newLink') : t('link2')}
      open
      onOpenChange={(open) => !open && onClose()}
      side="bottom"
      align="center"
      trigger={
        <span
          className={styles.anchor}
          style={{ transform: `translate(${touched.at.x}px, ${touched.at.y}px)` }}
          aria-hidden
        />
      }
    >
      {touched.key === null ? (
        <LinkForm {...props} link={null} />
      ) : (
        <StandingLink {...props} linkKey={touched.key} />
      )}
    </Popover>
  )
}

/** A note is not part of the view: the link is read before it is edited, so that nothing of it is lost. */
const StandingLink = (props: LinkPopoverProps & { readonly linkKey: string }) => {
  const { namespace, session, touched, linkKey } = props
  const { graph } = session
  const from = graph.getNodeAttribute(touched.from, 'facts').coordinate
  const type = graph.hasEdge(linkKey) ? graph.getEdgeAttribute(linkKey, 'facts').type : ''
  const { data, error } = useQuery(useSomaQueries().links.of(namespace, from, ALL_LINKS))
  if (error) return <p className={styles.note}>{describeError(error).sentence}</p>
  if (!data) return <Skeleton lines={3} />
  const link = data.links.find(
    (one) => one.direction === 'out' && one.type === type && one.memory.id === touched.to,
  )
  if (!link) return <p className={styles.note}>{t('thisLinkIsNoLonger')}</p>
  return <LinkForm {...props} link={link} />
}

const LinkForm = (props: LinkPopoverProps & { readonly link: LinkEnd | null }) => {
  const { namespace, session, touched, typeNames, readOnly, link, onClose } = props
  const { put, remove } = useLinkMutations()
  const [saying, setSaying] = useState({
    type: link?.type ?? typeNames[0] ?? 'related',
    weight: link?.weight ?? 1,
  })
  const [note, setNote] = useState(link?.note ?? '')
  const [error, setError] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const [from, to] = [touched.from, touched.to].map((id) => session.graph.getNodeAttribute(id, 'facts'))
  if (!from || !to) return null
  const type = saying.type.trim()
  const ends = { from: [...from.coordinate], to: [...to.coordinate] }
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    if (type === '' || busy || readOnly) return
    setBusy(true)
    const outcome = await put(
      {
        namespace,
        ...ends,
        type,
        weight: saying.weight,
        note: note.trim() || null,
        ...(link && { was: link.type }),
      },
      { errors: 'inline' },
    )
    setBusy(false)
    if (outcome.ok) onClose()
    else setError(outcome.error)
  }
  return (
    <form
      className={styles.form}
      aria-label={link ? t('editLink') : t('newLink')}
      onSubmit={(event) => void submit(event)}
    >
      <p className={styles.ends}>
        <span className="truncate" data-private>
          {from.title}
        </span>
        <span aria-hidden>→</span>
        <span className="truncate" data-private>
          {to.title}
        </span>
      </p>
      <LinkFields value={saying} onChange={setSaying} typeNames={typeNames} disabled={readOnly} />
      <TextField
        label={t('note')}
        value={note}
        maxLength={2000}
        disabled={readOnly}
        placeholder={t('whyTheyBelongTogether')}
        error={error === null ? null : describeError(error).sentence}
        onChange={setNote}
      />
      <div className={styles.foot}>
        {link && (
          <Button
            variant="plain"
            disabled={readOnly}
            onClick={() => {
              void remove({ namespace, ...ends, type: link.type })
              onClose()
            }}
          >
            {t('remove')}
          </Button>
        )}
        <span className={styles.space} />
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button variant="primary" submit busy={busy} disabled={readOnly || type === ''}>
          {link ? t('saveLink') : t('linkThem')}
        </Button>
      </div>
    </form>
  )
}
