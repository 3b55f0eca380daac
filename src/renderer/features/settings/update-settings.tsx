import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Download, RefreshCw, RotateCw, X } from 'lucide-react'
import { unreachable } from '#contract/unreachable'
import type { NoUpdates, UpdateState, Updates } from '#contract/updates'
import { Button } from '#ui/button'
import { ProgressBar } from '#ui/progress-bar'
import { SegmentedControl } from '#ui/segmented-control'
import { useClient, useSomaQueries } from '../../api/client-context.tsx'
import { describeError } from '../../api/describe-error.ts'
import { formatDate, formatDateTime } from '../../ui/format-time.ts'
import type { PlainKey } from '../../words/messages.ts'
import { told } from '../../words/told.ts'
import { wordsOf } from '../../words/words.ts'
import { toast } from '../../workspace/use-workspace.ts'
import { SettingsRow, SettingsSection } from './settings-section.tsx'
import styles from './update-settings.module.css'

const t = wordsOf('updates')

/** What can be asked for, each once the one before has come to its end. */
type Wish = 'check' | 'download' | 'cancel' | 'install'

const OFF: Readonly<Record<NoUpdates, PlainKey<'updates'>>> = {
  browser: 'offBrowser',
  checkout: 'offCheckout',
  portable: 'offPortable',
  'system-package': 'offSystemPackage',
  'no-address': 'offNoAddress',
}

const nameOf = (update: UpdateState, version: string): string => {
  switch (update.state) {
    case 'available':
      return t('versionIsThere', { version: update.version })
    case 'downloading':
      return t('downloading', { version: update.version })
    case 'ready':
      return t('isDownloaded', { version: update.version })
    case 'failed':
      return t('notChecked')
    case 'newest':
      return update.checkedAt === null ? version : t('youHaveTheNewest')
    case 'off':
    case 'checking':
      return version
    default:
      return unreachable(update)
  }
}

const detailOf = (update: UpdateState): string => {
  switch (update.state) {
    case 'off':
      return t(OFF[update.reason])
    case 'newest':
      return update.checkedAt === null
        ? t('nobodyIsAsked')
        : t('noNewerVersion', { date: formatDateTime(update.checkedAt) })
    case 'checking':
      return t('checking')
    case 'available':
      return update.releasedAt === null
        ? t('nothingIsDownloaded')
        : t('fromDate', { date: formatDate(update.releasedAt) })
    case 'downloading':
      return t('percentDone', { percent: Math.floor(update.percent) })
    case 'ready':
      return t('itTakesThePlace')
    case 'failed':
      return told(update.reason)
    default:
      return unreachable(update)
  }
}

interface NextStepProps {
  readonly update: UpdateState
  readonly onWish: (wish: Wish) => void
}

const NextStep = ({ update, onWish }: NextStepProps) => {
  switch (update.state) {
    case 'off':
      return null
    case 'available':
      return (
        <Button icon={Download} variant="primary" onClick={() => onWish('download')}>
          {t('download')}
        </Button>
      )
    case 'downloading': {
      const percent = Math.floor(update.percent)
      return (
        <>
          <span className={styles.bar}>
            <ProgressBar
              label={t('downloading', { version: update.version })}
              done={percent}
              total={100}
              text={t('percentDone', { percent })}
            />
          </span>
          <Button icon={X} onClick={() => onWish('cancel')}>
            {t('cancel')}
          </Button>
        </>
      )
    }
    case 'ready':
      return (
        <Button icon={RotateCw} variant="primary" onClick={() => onWish('install')}>
          {t('restartAndInstall')}
        </Button>
      )
    case 'newest':
    case 'checking':
    case 'failed':
      return (
        <Button icon={RefreshCw} disabled={update.state === 'checking'} onClick={() => onWish('check')}>
          {t('checkForUpdates')}
        </Button>
      )
    default:
      return unreachable(update)
  }
}

/** What is new, as whoever released it wrote it: text, never markup. */
const Notes = ({ update }: { readonly update: UpdateState }) => {
  if (!('notes' in update) || update.notes === '') return null
  const label = t('whatIsNew', { version: update.version })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also for who has no pointer
    <section className={styles.notes} aria-label={label} tabIndex={0}>
      {update.notes}
    </section>
  )
}

/** Nothing here happens by itself: each step is a click. */
export const UpdateSettings = () => {
  const client = useClient()
  const cache = useQueryClient()
  const query = useSomaQueries().updates.state()
  const { data } = useQuery(query)
  if (data === undefined) return null
  const take = (work: Promise<Updates>): void => {
    void cache.invalidateQueries({ queryKey: query.queryKey })
    work.then(
      (updates) => cache.setQueryData(query.queryKey, updates),
      (error: unknown) =>
        toast({ title: t('notChecked'), detail: describeError(error).sentence, tone: 'error' }),
    )
  }
  const { update, version, channel } = data
  const isFixed = ['checking', 'downloading', 'ready'].includes(update.state)
  return (
    <SettingsSection title={t('updates')} anchor="updates">
      <SettingsRow name={nameOf(update, `Soma Inspector ${version}`)} detail={detailOf(update)}>
        <NextStep update={update} onWish={(wish) => take(client.updates[wish]({}))} />
      </SettingsRow>
      <Notes update={update} />
      {update.state !== 'off' && (
        <SettingsRow name={t('channel')} detail={t('betaBringsWhatIsNew')}>
          <SegmentedControl
            label={t('channel')}
            value={channel}
            onChange={(next) => take(client.updates.choose({ channel: next }))}
            options={[
              { value: 'stable', label: t('stable'), disabled: isFixed },
              { value: 'beta', label: t('beta'), disabled: isFixed },
            ]}
          />
        </SettingsRow>
      )}
    </SettingsSection>
  )
}
