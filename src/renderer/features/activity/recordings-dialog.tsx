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
import { formatPlural } from '../../ui/format-number.ts'
import { formatTimeLeft } from '../../ui/format-time-left.ts'
import { toast } from '../../workspace/use-workspace.ts'
import { exportRecording } from './export-recording.ts'
import styles from './recordings.module.css'
import { useRecordings } from './recordings.ts'
import { ReplayView } from './replay-view.tsx'

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
      title="Recordings"
      description="A recording keeps what was asked in a stretch of time, also when the audit log that has it is gone. It is asked again with the settings in force and with others; nothing is written by that."
      size="large"
    >
      {asked.isError && (
        <ErrorState error={asked.error} title="The recordings could not be read" onRetry={asked.refetch} />
      )}
      {asked.isPending && <Skeleton lines={4} label="Reading the recordings" />}
      {asked.data && chosen === undefined && (
        <EmptyState
          icon={Disc}
          title="Nothing was recorded yet"
          detail="Record while an agent works, then see what other settings would have answered."
        />
      )}
      {asked.data && chosen && (
        <div className={styles.dialog}>
          <ul className={styles.list} aria-label="Recordings, newest first">
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
                    {formatTimeLeft(one.until - one.from)}, {formatPlural(one.recalls, 'recall')}
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
      toast({ title: `Exported ${formatPlural(count, 'entry', 'entries')}` })
    } catch (error) {
      toast({
        title: 'The recording could not be exported',
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
            label="Name of the recording"
            hideLabel
            value={name}
            onChange={setName}
            readOnly={readOnly}
            onBlur={() => void keepName()}
          />
        </div>
        <Button icon={Download} onClick={() => void save()}>
          Export
        </Button>
        <IconButton
          icon={Trash2}
          danger
          label="Delete this recording"
          disabled={readOnly}
          onClick={() => void remove({ namespace, name: recording.name })}
        />
      </div>
      <ReplayView namespace={namespace} recording={recording} />
    </div>
  )
}
