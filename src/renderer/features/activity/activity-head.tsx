import { useQuery } from '@tanstack/react-query'
import { CircleDot, CircleStop, FilterX, Pause, Play, Radio } from 'lucide-react'
import type { ActivityAction } from '#contract/activity'
import { Button } from '#ui/button'
import { Chip } from '#ui/chip'
import { DateField } from '#ui/date-field'
import { IconButton } from '#ui/icon-button'
import { SearchField } from '#ui/search-field'
import { Select } from '#ui/select'
import { Tooltip } from '#ui/tooltip'
import { useSomaQueries } from '../../api/client-context.tsx'
import { useRecordingMutations } from '../../api/recording-mutations.ts'
import { useReadOnly } from '../../api/use-read-only.ts'
import { formatCount } from '../../ui/format-number.ts'
import { formatDateTime } from '../../ui/format-time.ts'
import { wordsOf } from '../../words/words.ts'
import { showPresent } from './activity-commands.ts'
import styles from './activity-screen.module.css'
import { isNarrowed, useActivityStore, widen } from './activity-store.ts'
import { ACTION_WORDS } from './activity-words.ts'
import { startRecording, stopRecording, useRecordings } from './recordings.ts'

const t = wordsOf('activity')

const actionOptions = () =>
  Object.entries(ACTION_WORDS).map(([value, { label }]) => ({ value: value as ActivityAction, label }))

/** A stretch of the log under a name. */
const RecordButton = ({ namespace }: { readonly namespace: string }) => {
  const since = useRecordings((state) => state.since)
  const { data: status } = useQuery(useSomaQueries().app.status())
  const isOff = status?.audit.enabled === false
  const readOnly = useReadOnly()
  const { record } = useRecordingMutations()
  const stop = async (): Promise<void> => {
    const from = stopRecording()
    if (from === null) return
    const name = t('sessionOf', { when: formatDateTime(from) })
    await record({ namespace, name, from, until: Date.now() / 1000 })
    useRecordings.setState({ isOpen: true })
  }
  return since === null ? (
    <Tooltip
      text={readOnly ? t('recordingsReadOnly') : isOff ? t('recordingNeedsTheLog') : t('recordFromNowOn')}
    >
      <Button icon={CircleDot} disabled={isOff || readOnly} onClick={() => startRecording(Date.now() / 1000)}>
        {t('record')}
      </Button>
    </Tooltip>
  ) : (
    <Button icon={CircleStop} variant="primary" onClick={() => void stop()}>
      {t('stopRecording')}
    </Button>
  )
}

interface ActivityHeadProps {
  readonly namespace: string
  readonly held: number
}

/** Whose activity, which, and from when. */
export const ActivityHead = ({ namespace, held }: ActivityHeadProps) => {
  const state = useActivityStore()
  const { everything, action, client, text, memory, until, isPaused, clients } = state
  const set = useActivityStore.setState
  const { data: authors = [] } = useQuery(useSomaQueries().changes.authors({}))
  const names = [...new Set([...authors, ...clients, ...(client === null ? [] : [client])])].sort()
  return (
    <header className={styles.head}>
      <div className={styles.search}>
        <SearchField
          label={t('searchTheActivity')}
          placeholder={t('wordsOfAQuery')}
          isPrivate
          value={text}
          onChange={(next) => set({ text: next.slice(0, 200) })}
        />
      </div>
      <Select<ActivityAction | ''>
        label={t('whatWasDone')}
        hideLabel
        value={action ?? ''}
        onChange={(value) => set({ action: value === '' ? null : value })}
        options={[{ value: '', label: t('everything') }, ...actionOptions()]}
      />
      <Select
        label={t('whoDidIt')}
        hideLabel
        value={client ?? ''}
        onChange={(value) => set({ client: value === '' ? null : value })}
        options={[
          { value: '', label: t('anyClient') },
          ...names.map((name) => ({ value: name, label: name })),
        ]}
      />
      {memory === null ? (
        <Select
          label={t('inWhichNamespace')}
          hideLabel
          value={everything ? 'everything' : 'namespace'}
          onChange={(value) => set({ everything: value === 'everything' })}
          options={[
            { value: 'everything', label: t('allNamespaces') },
            { value: 'namespace', label: namespace },
          ]}
        />
      ) : (
        <span className={styles.memory} data-private>
          <Chip label={t('memory')} value={memory.title} onRemove={() => set({ memory: null })} />
        </span>
      )}
      {isNarrowed(state) && <IconButton icon={FilterX} label={t('showTheActivityOfAll')} onClick={widen} />}
      <div className={styles.jump}>
        <DateField
          label={t('upTo')}
          hideLabel
          placeholder={t('upToNow')}
          value={until}
          onChange={(moment) => {
            // What is half typed leads nowhere yet.
            if (!Number.isNaN(moment)) set({ until: moment, isPaused: false })
          }}
        />
      </div>
      <div className={styles.acts}>
        <RecordButton namespace={namespace} />
        {until === null ? (
          <Button
            icon={isPaused ? Play : Pause}
            shortcut="P"
            variant={isPaused ? 'primary' : 'quiet'}
            onClick={() => set({ isPaused: !isPaused })}
          >
            {isPaused ? t('goOnNew', { held: formatCount(held) }) : t('pause')}
          </Button>
        ) : (
          <Button icon={Radio} shortcut="L" variant="primary" onClick={showPresent}>
            {t('backToThePresent')}
          </Button>
        )}
      </div>
    </header>
  )
}
