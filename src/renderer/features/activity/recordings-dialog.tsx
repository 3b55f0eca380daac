import { useQuery } from '@tanstack/react-query'
import { Disc, Download, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Recording } from '#contract/activity'
import { Button } from '#ui/button'
import { Dialog } from '#ui/dialog'
import { EmptyState } from '#ui/empty-state'
import { ErrorState } from '#ui/error-state'
import { IconButton } from '#ui/icon-button'
import { Skeleton } from '#ui/skeleton'
import { TextField } from '#ui/text-field'
import { useClient, useSomaQueries } from '../../api/client-context.tsx'
import { describeError } from '../../api/describe-error.ts'
import { useRecordingMutations } from '../../api/recording-mutations.ts'
import { useReadOnly } from '../../api/use-read-only.ts'
import { formatTimeLeft } from '../../ui/format-time-left.ts'
import { wordsOf } from '../../words/words.ts'
import { toast } from '../../workspace/use-workspace.ts'
import { exportRecording } from './export-recording.ts'
import styles from './recordings.module.css'
import { useRecordings } from './recordings.ts'
import { ReplayView } from './replay-view.tsx'

const t = wordsOf('activity')

const LONGEST_NAME = 100

/** Stretches of what happened under a name: to be asked again with other settings, or taken along. */
export const RecordingsDialog = ({ namespace }: { readonly namespace: string }) => {
  const isOpen = useRecordings((state) => state.isOpen)
  const [name, setName] = useState<string | null>(null)
  const asked = useQuery({ ...useSomaQueries().activity.recordings(namespace), enabled: isOpen })
  const chosen = asked.data?.find((one) => one.name === name) ?? asked.data?.[0]
  return (
    <Dialog
      open={isOpen}
      onClose={() => useRecordings.setState({ isOpen: false })}
      title={t('recordings')}
      description={t('aRecordingKeeps')}
      size="large"
    >
      {asked.isError && (
        <ErrorState error={asked.error} title={t('theRecordingsNotRead')} onRetry={asked.refetch} />
      )}
      {asked.isPending && <Skeleton lines={4} label={t('readingTheRecordings')} />}
      {asked.data && chosen === undefined && (
        <EmptyState icon={Disc} title={t('nothingWasRecorded')} detail={t('recordWhileAnAgent')} />
      )}
      {asked.data && chosen && (
        <div className={styles.dialog}>
          <ul className={styles.list} aria-label={t('recordingsNewestFirst')}>
            {asked.data.map((one) => (
              <li key={one.createdAt}>
                <button
                  type="button"
                  className={styles.recording}
                  aria-pressed={one.createdAt === chosen.createdAt}
                  onClick={() => setName(one.name)}
                >
                  <span>{one.name}</span>
                  <span className={styles.quiet}>
                    {t('lengthAndRecalls', {
                      length: formatTimeLeft(one.until - one.from),
                      recalls: one.recalls,
                    })}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <Chosen key={chosen.createdAt} namespace={namespace} recording={chosen} onRename={setName} />
        </div>
      )}
    </Dialog>
  )
}

interface ChosenProps {
  readonly namespace: string
  readonly recording: Recording
  readonly onRename: (name: string) => void
}

const Chosen = ({ namespace, recording, onRename }: ChosenProps) => {
  const client = useClient()
  const readOnly = useReadOnly()
  const { rename, remove } = useRecordingMutations()
  const [name, setName] = useState(recording.name)
  const keepName = async (): Promise<void> => {
    const to = name.trim().slice(0, LONGEST_NAME)
    if (to === '' || to === recording.name) return setName(recording.name)
    await rename({ namespace, name: recording.name, to })
    onRename(to)
  }
  const save = async (): Promise<void> => {
    try {
      const count = await exportRecording(client, recording)
      toast({ title: t('exportedEntries', { count }) })
    } catch (error) {
      toast({
        title: t('theRecordingNotExported'),
        detail: describeError(error).sentence,
        tone: 'error',
      })
    }
  }
  return (
    <div className={styles.chosen}>
      <div className={styles.bar}>
        <div className={styles.name}>
          <TextField
            label={t('nameOfTheRecording')}
            hideLabel
            value={name}
            onChange={setName}
            readOnly={readOnly}
            onBlur={() => void keepName()}
          />
        </div>
        <Button icon={Download} onClick={() => void save()}>
          {t('export')}
        </Button>
        <IconButton
          icon={Trash2}
          danger
          label={t('deleteThisRecording')}
          disabled={readOnly}
          onClick={() => void remove({ namespace, name: recording.name })}
        />
      </div>
      <ReplayView namespace={namespace} recording={recording} />
    </div>
  )
}
