import { Disc, Download, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#ui/button'
import { Dialog } from '#ui/dialog'
import { EmptyState } from '#ui/empty-state'
import { IconButton } from '#ui/icon-button'
import { TextField } from '#ui/text-field'
import { useClient } from '../../api/client-context.tsx'
import { describeError } from '../../api/describe-error.ts'
import { formatPlural } from '../../ui/format-number.ts'
import { formatTimeLeft } from '../../ui/format-time-left.ts'
import { toast } from '../../workspace/use-workspace.ts'
import { exportRecording } from './export-recording.ts'
import styles from './recordings.module.css'
import { type Recording, removeRecording, renameRecording, useRecordings } from './recordings.ts'
import { ReplayView } from './replay-view.tsx'

/** Stretches of the log under a name: to be asked again with other settings, or taken along. */
export const RecordingsDialog = () => {
  const { recordings, isOpen } = useRecordings()
  const [from, setFrom] = useState<number | null>(null)
  const chosen = recordings.find((one) => one.from === from) ?? recordings[0]
  return (
    <Dialog
      open={isOpen}
      onClose={() => useRecordings.setState({ isOpen: false })}
      title="Recordings"
      description="A recording is a stretch of the audit log under a name, and is there as long as the log is. What was asked then is asked again, with the settings in force and with others; nothing is written by that."
      size="large"
    >
      {chosen === undefined ? (
        <EmptyState
          icon={Disc}
          title="Nothing was recorded yet"
          detail="Record while an agent works, then see what other settings would have answered."
        />
      ) : (
        <div className={styles.dialog}>
          <ul className={styles.list} aria-label="Recordings, newest first">
            {recordings.map((one) => (
              <li key={one.from}>
                <button
                  type="button"
                  className={styles.recording}
                  aria-pressed={one.from === chosen.from}
                  onClick={() => setFrom(one.from)}
                >
                  <span>{one.name}</span>
                  <span className={styles.quiet}>{formatTimeLeft(one.until - one.from)}</span>
                </button>
              </li>
            ))}
          </ul>
          <Chosen key={chosen.from} recording={chosen} />
        </div>
      )}
    </Dialog>
  )
}

const Chosen = ({ recording }: { readonly recording: Recording }) => {
  const client = useClient()
  const [name, setName] = useState(recording.name)
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
            onBlur={() => renameRecording(recording.from, name)}
          />
        </div>
        <Button icon={Download} onClick={() => void save()}>
          Export
        </Button>
        <IconButton
          icon={Trash2}
          danger
          label="Forget this recording"
          onClick={() => removeRecording(recording.from)}
        />
      </div>
      <ReplayView recording={recording} />
    </div>
  )
}
