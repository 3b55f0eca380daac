import { unreachable } from '#contract/unreachable'
import { SegmentedControl } from '#ui/segmented-control'
import { Switch } from '#ui/switch'
import { TextArea } from '#ui/text-area'
import { TextField } from '#ui/text-field'
import { told } from '../../../words/told.ts'
import { wordsOf } from '../../../words/words.ts'
import styles from './connection-dialog.module.css'
import {
  type ConnectionForm,
  type FormField,
  isEncrypted,
  type PlaceKind,
  problemOf,
} from './connection-draft.ts'

const t = wordsOf('connections')

const KINDS = { folder: 'folder', single: 'redis', sentinel: 'sentinels', cluster: 'cluster' } as const

const kinds = () =>
  (['folder', 'single', 'sentinel', 'cluster'] as const).map((value) => ({ value, label: t(KINDS[value]) }))

const nodesOf = (kind: Exclude<PlaceKind, 'folder'>) => {
  switch (kind) {
    case 'single':
      return { label: t('server'), hint: t('hostPort'), placeholder: '10.0.0.5:6379' }
    case 'sentinel':
      return {
        ...{ label: t('sentinels'), hint: t('hostPortSeveral') },
        placeholder: '10.0.0.5:26379, 10.0.0.6:26379',
      }
    case 'cluster':
      return { label: t('nodes'), hint: t('someOfThem'), placeholder: '10.0.0.5:6379, 10.0.0.6:6379' }
    default:
      return unreachable(kind)
  }
}

interface ConnectionFieldsProps {
  readonly form: ConnectionForm
  readonly onChange: (form: ConnectionForm) => void
  /** What the engine said of a field. */
  readonly refused: { readonly field: string; readonly reason: string } | null
  /** Where a password that is typed will lie. */
  readonly passwordNote: string
  /** Only name and marks are anybody's to change. */
  readonly isHome: boolean
}

export const ConnectionFields = (props: ConnectionFieldsProps) => {
  const { form, onChange, refused, isHome } = props
  const set = (change: Partial<ConnectionForm>): void => onChange({ ...form, ...change })
  // Nobody is told that something is missing before he typed anything.
  const errorOf = (field: FormField, text: string): string | null =>
    refused?.field === field ? told(refused.reason) : text === '' ? null : problemOf(field, form)
  return (
    <div className={styles.form}>
      <TextField
        label={t('name')}
        value={form.name}
        error={errorOf('name', form.name)}
        autoFocus
        onChange={(name) => set({ name })}
      />
      {!isHome && (
        <>
          <div className={styles.kind}>
            <SegmentedControl
              label={t('whereMemoriesLie')}
              value={form.kind}
              onChange={(kind) => set({ kind })}
              options={kinds()}
            />
          </div>
          {form.kind === 'folder' ? (
            <TextField
              label={t('dataFolder')}
              hint={t('aFolderOfThisComputer')}
              value={form.folder}
              error={errorOf('folder', form.folder)}
              mono
              onChange={(folder) => set({ folder })}
            />
          ) : (
            <RedisFields {...props} kind={form.kind} set={set} errorOf={errorOf} />
          )}
          <QdrantFields {...props} set={set} errorOf={errorOf} />
        </>
      )}
      <div className={styles.marks}>
        <Switch
          label={t('productionActsThatDestroy')}
          checked={form.production}
          onChange={(production) => set({ production })}
        />
        <Switch
          label={t('readOnlyNothingIsWritten')}
          checked={form.readOnly}
          onChange={(readOnly) => set({ readOnly })}
        />
        {refused?.field === 'readOnly' && <p className={styles.problem}>{told(refused.reason)}</p>}
      </div>
    </div>
  )
}

interface PartFieldsProps extends ConnectionFieldsProps {
  readonly set: (change: Partial<ConnectionForm>) => void
  readonly errorOf: (field: FormField, text: string) => string | null
}

interface RedisFieldsProps extends PartFieldsProps {
  readonly kind: Exclude<PlaceKind, 'folder'>
}

const QdrantFields = ({ form, set, errorOf, passwordNote }: PartFieldsProps) => (
  <>
    <TextField
      label={t('qdrant')}
      hint={t('emptyWhereVectorsLie')}
      value={form.qdrantUrl}
      error={errorOf('qdrantUrl', form.qdrantUrl)}
      mono
      onChange={(qdrantUrl) => set({ qdrantUrl })}
    />
    {form.qdrantUrl.trim() !== '' && (
      <div className={styles.pair}>
        <TextField
          label={t('collectionsBeginWith')}
          value={form.qdrantPrefix}
          error={errorOf('qdrantPrefix', form.qdrantPrefix)}
          mono
          onChange={(qdrantPrefix) => set({ qdrantPrefix })}
        />
        <TextField
          label={t('keyOfQdrant')}
          hint={form.apiKey === null ? t('oneIsKept') : passwordNote}
          type="password"
          autoComplete="new-password"
          value={form.apiKey ?? ''}
          error={errorOf('apiKey', form.apiKey ?? '')}
          onChange={(apiKey) => set({ apiKey })}
        />
      </div>
    )}
  </>
)

const RedisFields = ({ form, kind, set, errorOf, passwordNote }: RedisFieldsProps) => (
  <>
    <div className={kind === 'single' ? styles.server : styles.form}>
      <TextField
        {...nodesOf(kind)}
        value={form.nodes}
        error={errorOf('nodes', form.nodes)}
        mono
        onChange={(nodes) => set({ nodes })}
      />
      {kind !== 'cluster' && (
        <div className={kind === 'sentinel' ? styles.pair : undefined}>
          {kind === 'sentinel' && (
            <TextField
              label={t('nameOfTheMaster')}
              value={form.masterName}
              error={errorOf('masterName', form.masterName)}
              mono
              onChange={(masterName) => set({ masterName })}
            />
          )}
          <TextField
            label={t('database')}
            value={form.db}
            error={errorOf('db', form.db)}
            mono
            inputMode="numeric"
            onChange={(db) => set({ db })}
          />
        </div>
      )}
    </div>
    <div className={styles.pair}>
      <TextField
        label={t('user')}
        hint={t('emptyWhereRedisHasNone')}
        value={form.username}
        error={errorOf('username', form.username)}
        onChange={(username) => set({ username })}
      />
      <TextField
        label={t('password')}
        hint={form.password === null ? t('oneIsKept') : passwordNote}
        type="password"
        autoComplete="new-password"
        value={form.password ?? ''}
        error={errorOf('password', form.password ?? '')}
        onChange={(password) => set({ password })}
      />
    </div>
    <Switch label={t('encryptTheConnection')} checked={form.tls} onChange={(tls) => set({ tls })} />
    {isEncrypted(form) && (
      <TextArea
        label={t('certificateOfYourAuthority')}
        hint={t('pemEmptyWhere')}
        value={form.ca}
        error={errorOf('ca', form.ca)}
        onChange={(ca) => set({ ca })}
      />
    )}
    {kind === 'sentinel' && <SentinelFields {...{ form, set, errorOf, passwordNote }} />}
  </>
)

/** Sentinels are programs of their own: what Redis asks for they do not ask for, and the other way round. */
const SentinelFields = ({
  form,
  set,
  errorOf,
  passwordNote,
}: Pick<PartFieldsProps, 'form' | 'set' | 'errorOf' | 'passwordNote'>) => (
  <>
    <div className={styles.pair}>
      <TextField
        label={t('userOfTheSentinels')}
        hint={t('emptyWhereTheyHaveNone')}
        value={form.sentinelUsername}
        error={errorOf('sentinelUsername', form.sentinelUsername)}
        onChange={(sentinelUsername) => set({ sentinelUsername })}
      />
      <TextField
        label={t('passwordOfTheSentinels')}
        hint={form.sentinelPassword === null ? t('oneIsKept') : passwordNote}
        type="password"
        autoComplete="new-password"
        value={form.sentinelPassword ?? ''}
        error={errorOf('sentinelPassword', form.sentinelPassword ?? '')}
        onChange={(sentinelPassword) => set({ sentinelPassword })}
      />
    </div>
    <Switch
      label={t('encryptTheConnectionToSentinels')}
      checked={form.sentinelTls}
      onChange={(sentinelTls) => set({ sentinelTls })}
    />
  </>
)
