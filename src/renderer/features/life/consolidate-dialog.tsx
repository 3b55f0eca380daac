import { useQuery } from '@tanstack/react-query'
import { Layers } from 'lucide-react'
import { useState } from 'react'
import type { ConsolidationPreview } from '#contract/life'
import { Button } from '#ui/button'
import { Checkbox } from '#ui/checkbox'
import { Dialog } from '#ui/dialog'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { NumberField } from '#ui/number-field'
import { Select } from '#ui/select'
import { useClient, useSomaQueries } from '../../api/client-context.tsx'
import { describeError } from '../../api/describe-error.ts'
import { useLifeMutations } from '../../api/use-life-mutations.ts'
import { useReadOnly } from '../../api/use-read-only.ts'
import { wordsOf } from '../../words/words.ts'
import { closeOverlay } from '../../workspace/overlay.ts'
import { workspace } from '../../workspace/use-workspace.ts'
import { EpisodeGroupCard } from './episode-group-card.tsx'
import { type GroupDraft, groupDrafts } from './group-draft.ts'
import styles from './life.module.css'
import { Running } from './running.tsx'
import { useReport } from './use-report.ts'

const t = wordsOf('life')

/** As many as one look finds. */
const MOST_GROUPS = 200
const DAY = 86_400
const WINDOWS = [
  {
    value: 'day',
    get label() {
      return t('last24Hours')
    },
    seconds: DAY,
  },
  {
    value: 'week',
    get label() {
      return t('last7Days')
    },
    seconds: 7 * DAY,
  },
  {
    value: 'month',
    get label() {
      return t('last30Days')
    },
    seconds: 30 * DAY,
  },
  {
    value: 'all',
    get label() {
      return t('allEpisodes')
    },
    seconds: null,
  },
] as const
type WindowName = (typeof WINDOWS)[number]['value']

const since = (name: WindowName): { from?: number } => {
  const seconds = WINDOWS.find(({ value }) => value === name)?.seconds ?? null
  return seconds === null ? {} : { from: Date.now() / 1000 - seconds }
}

/** Looks for episodes that say about the same, shows what each group would be summed up as, and stores what is kept. */
export const ConsolidateDialog = ({ namespace }: { readonly namespace: string }) => {
  const client = useClient()
  const readOnly = useReadOnly()
  const { consolidate } = useLifeMutations()
  const { data: settings } = useQuery(useSomaQueries().life.settings())
  const [window, setWindow] = useState<WindowName>('week')
  const [threshold, setThreshold] = useState(0.6)
  const [byChat, setByChat] = useState(false)
  const [drafts, setDrafts] = useState<readonly GroupDraft[]>([])
  const [refused, setRefused] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const { report, run, stop } = useReport<{
    readonly type: 'result'
    readonly preview: ConsolidationPreview
  }>()

  const preview = (): void => {
    setRefused(null)
    const asked = { namespace, ...since(window), threshold, by: byChat ? 'chat' : 'extract' } as const
    void run(async function* (signal) {
      for await (const item of client.life.consolidationPreview(asked, { signal })) {
        if (item.type === 'result') setDrafts(groupDrafts(item.preview))
        yield item
      }
    })
  }
  const kept = drafts.filter(({ kept: isKept, summary }) => isKept && summary.trim() !== '')
  const write = async (): Promise<void> => {
    setBusy(true)
    const groups = kept.map(({ title, summary, group }) => ({
      title,
      summary,
      sources: group.sources.map(({ memory }) => memory.coordinate),
    }))
    const outcome = await consolidate({ namespace, groups }, { errors: 'inline' })
    setBusy(false)
    if (!outcome.ok) return setRefused(describeError(outcome.error).sentence)
    closeOverlay()
    const [first] = outcome.receipt.coordinates
    if (first) workspace.getState().openMemory(first)
  }
  return (
    <Dialog
      open
      size="large"
      onClose={closeOverlay}
      title={t('consolidateRecentEpisodes')}
      description={t('relatedEpisodesOfNamespaceBecome', { namespace })}
      footer={
        <>
          <p className={styles.refusal} role="alert">
            {refused}
          </p>
          <Button onClick={closeOverlay}>{t('cancel')}</Button>
          <Button
            variant="primary"
            busy={busy}
            disabled={report.is !== 'ready' || kept.length === 0 || readOnly}
            onClick={() => void write()}
          >
            {kept.length === 0 ? t('store') : t('storeCountSummaries', { count: kept.length })}
          </Button>
        </>
      }
    >
      <div className={styles.row}>
        <Select label={t('episodes')} value={window} onChange={setWindow} options={WINDOWS} />
        <NumberField
          label={t('likeness0To1')}
          value={threshold}
          min={0}
          max={1}
          step={0.05}
          onChange={(next) => setThreshold(next ?? 0.6)}
        />
        {settings?.chat ? (
          <Checkbox
            label={t('letChatSumUp', { chat: settings.chat })}
            checked={byChat}
            onChange={setByChat}
          />
        ) : (
          <span />
        )}
        <Button onClick={preview} disabled={report.is === 'running'}>
          {t('preview')}
        </Button>
      </div>
      {report.is === 'idle' && <p className={styles.note}>{t('previewTheGroupsFirstNothing')}</p>}
      {report.is === 'running' && (
        <Running label={t('groupingEpisodes')} done={report.done} total={report.total} onStop={stop} />
      )}
      {report.is === 'failed' && (
        <ErrorState title={t('theEpisodesCouldNotBe')} error={report.error} onRetry={preview} />
      )}
      {report.is === 'ready' && (
        <Groups preview={report.result.preview} drafts={drafts} onChange={setDrafts} />
      )}
    </Dialog>
  )
}

interface GroupsProps {
  readonly preview: ConsolidationPreview
  readonly drafts: readonly GroupDraft[]
  readonly onChange: (drafts: readonly GroupDraft[]) => void
}

const Groups = ({ preview, drafts, onChange }: GroupsProps) => {
  if (drafts.length === 0) {
    return (
      <EmptyState
        icon={Layers}
        title={t('noGroupsOfRelatedEpisodes')}
        detail={preview.episodes === 0 ? t('thereAreNoEpisodesIn') : t('lowerTheLikenessOrChoose')}
      />
    )
  }
  const { episodes, consolidated, leftOut } = preview
  return (
    <>
      <p className={styles.note} aria-live="polite">
        {t('groupsInEpisodes', {
          isFirst: drafts.length === MOST_GROUPS ? 'yes' : 'no',
          count: drafts.length,
          episodes,
          consolidated,
          leftOut,
        })}
      </p>
      <ol className={styles.groups}>
        {drafts.map((draft, at) => (
          <EpisodeGroupCard
            key={draft.id}
            draft={draft}
            onChange={(part) =>
              onChange(drafts.map((other, i) => (i === at ? { ...other, ...part } : other)))
            }
          />
        ))}
      </ol>
    </>
  )
}
