import {
  Copy,
  Database,
  Ellipsis,
  FolderOpen,
  MemoryStick,
  MoveRight,
  Pencil,
  PlugZap,
  Stethoscope,
  Trash2,
} from 'lucide-react'
import type { Connection } from '#contract/connections'
import { Badge } from '#ui/badge'
import { Button } from '#ui/button'
import { ContextMenu } from '#ui/context-menu'
import { IconButton } from '#ui/icon-button'
import { Menu } from '#ui/menu'
import { classNames } from '../../../ui/class-names.ts'
import type { MenuItem } from '../../../ui/menu-item.ts'
import { told } from '../../../words/told.ts'
import { wordsOf } from '../../../words/words.ts'
import styles from './connection-row.module.css'
import { kindText, passwordText, placeText } from './connection-text.ts'
import { PartTests } from './part-tests.tsx'
import { useTest } from './use-test.ts'

const t = wordsOf('connections')

export type RowAct = 'edit' | 'duplicate' | 'remove' | 'move'

interface ConnectionRowProps {
  readonly connection: Connection
  readonly isOpen: boolean
  /** Nobody may change connections from here. */
  readonly isClosed: boolean
  readonly isSwitching: boolean
  readonly onSwitch: () => void
  readonly onAct: (act: RowAct) => void
}

const ICONS = { folder: FolderOpen, redis: Database, memory: MemoryStick } as const

export const ConnectionRow = (props: ConnectionRowProps) => {
  const { connection, isOpen, isClosed, isSwitching, onSwitch, onAct } = props
  const { place, isHome } = connection
  const name = told(connection.name)
  const { trial, run } = useTest()
  const Icon = ICONS[place.kind]
  const facts = [kindText(place), placeText(place), passwordText(connection)].filter((fact) => fact !== null)
  const items = [
    { id: 'edit', label: t('edit'), icon: Pencil, disabled: isClosed, run: () => onAct('edit') },
    ...(place.kind === 'memory'
      ? []
      : [
          {
            id: 'duplicate',
            label: t('duplicate'),
            icon: Copy,
            disabled: isClosed,
            run: () => onAct('duplicate'),
          },
        ]),
    ...(isOpen || place.kind === 'memory'
      ? []
      : [
          {
            id: 'move',
            label: t('moveEverythingHere'),
            icon: MoveRight,
            disabled: isClosed,
            run: () => onAct('move'),
          },
        ]),
    ...(isHome || isOpen
      ? []
      : [
          { kind: 'line', id: 'line' } as const,
          {
            id: 'remove',
            label: t('remove'),
            icon: Trash2,
            danger: true,
            disabled: isClosed,
            run: () => onAct('remove'),
          },
        ]),
  ]
  const test = (): void => void run({ id: connection.id })
  const first: readonly MenuItem[] = [
    ...(isOpen || connection.unfinishedMove
      ? []
      : [{ id: 'switch', label: t('switch'), icon: PlugZap, disabled: isSwitching, run: onSwitch }]),
    ...(place.kind === 'memory'
      ? []
      : [{ id: 'test', label: t('test'), icon: Stethoscope, disabled: trial.is === 'running', run: test }]),
  ]
  return (
    <ContextMenu items={[...first, ...items]}>
      <li className={classNames(styles.row, isOpen && styles.open)}>
        <Icon size={16} aria-hidden className={styles.icon} />
        <div className={styles.words}>
          <div className={styles.head}>
            <span className={styles.name}>{name}</span>
            {isOpen && <Badge tone="good">{t('open')}</Badge>}
            {connection.production && <Badge tone="error">{t('production')}</Badge>}
            {connection.readOnly && <Badge>{t('readOnly')}</Badge>}
            {connection.unfinishedMove && <Badge tone="warning">{t('unfinishedMove')}</Badge>}
          </div>
          <div className={styles.place}>{facts.join(' · ')}</div>
          <div role="status">
            {trial.is === 'done' && <PartTests parts={trial.parts} />}
            {trial.is === 'failed' && <p className={styles.problem}>{trial.reason}</p>}
          </div>
        </div>
        <div className={styles.acts}>
          {place.kind !== 'memory' && (
            <Button
              size="small"
              variant="plain"
              busy={trial.is === 'running'}
              aria-label={t('testName', { name })}
              onClick={test}
            >
              {t('test')}
            </Button>
          )}
          {!isOpen &&
            (connection.unfinishedMove ? (
              <Button
                size="small"
                disabled={isClosed}
                aria-label={t('goOnWithTheMove', { name })}
                onClick={() => onAct('move')}
              >
                {t('goOn2')}
              </Button>
            ) : (
              <Button
                size="small"
                busy={isSwitching}
                aria-label={t('switchToName', { name })}
                onClick={onSwitch}
              >
                {t('switch')}
              </Button>
            ))}
          <Menu
            trigger={<IconButton icon={Ellipsis} label={t('moreForName', { name })} size="small" />}
            items={items}
            align="end"
          />
        </div>
      </li>
    </ContextMenu>
  )
}
