import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ErrorState } from '#ui/error-state'
import { SearchField } from '#ui/search-field'
import { Skeleton } from '#ui/skeleton'
import { useSomaQueries } from '../../api/client-context.tsx'
import { wordsOf } from '../../words/words.ts'
import { settingRequests, takeSettingRequest } from '../../workspace/setting-request.ts'
import styles from './engine-settings.module.css'
import { groupSettings } from './setting-groups.ts'
import { SettingRow } from './setting-row.tsx'
import { SettingsSection } from './settings-section.tsx'

const t = wordsOf('settings')

/** Brings a setting into sight, and the keyboard to what changes it. */
const show = (list: HTMLElement | null, key: string): void => {
  const selector = `[data-setting="${CSS.escape(key)}"]`
  const row = list?.querySelector<HTMLElement>(selector) ?? document.querySelector<HTMLElement>(selector)
  row?.scrollIntoView({ block: 'center' })
  const control = row?.querySelector<HTMLElement>('input:enabled, button:enabled') ?? row
  control?.focus({ preventScroll: true })
}

/** Every setting of the engine: what it means, what it is, where that comes from. */
export const EngineSettings = () => {
  const { data, error, refetch } = useQuery(useSomaQueries().settings.list())
  const [search, setSearch] = useState('')
  const [sought, setSought] = useState<{ readonly key: string } | null>(null)
  const wanted = settingRequests(({ key }) => key)
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (wanted === null || !data) return
    setSearch('')
    setSought({ key: wanted })
    takeSettingRequest()
  }, [wanted, data])
  useEffect(() => {
    if (sought === null) return
    // After the palette, which gives the focus back to what had it.
    const frame = requestAnimationFrame(() => show(list.current, sought.key))
    return () => cancelAnimationFrame(frame)
  }, [sought])
  const groups = groupSettings(data ?? [], search)
  const shown = groups.reduce((sum, { settings }) => sum + settings.length, 0)
  return (
    <SettingsSection title={t('engine')}>
      <div className={styles.search}>
        <SearchField
          label={t('findASetting')}
          placeholder={t('findASetting')}
          value={search}
          onChange={setSearch}
        />
        <p className={styles.count} role="status">
          {data &&
            (shown === data.length
              ? t('countSettings', { count: data.length })
              : t('shownOfSettings', { shown, count: data.length }))}
        </p>
      </div>
      {error && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={6} height={52} label={t('loadingTheSettings')} />}
      {data && groups.length === 0 && <p className={styles.none}>{t('noSettingHasTheseWords')}</p>}
      <div ref={list}>
        {groups.map(({ title, settings }) => (
          // Audit log and traces have a part of their own above.
          <section key={title} aria-label={t('titleOfTheEngine', { title })}>
            <h3 className={styles.group}>{title}</h3>
            {settings.map((setting) => (
              <SettingRow key={setting.key} setting={setting} isSought={setting.key === sought?.key} />
            ))}
          </section>
        ))}
      </div>
    </SettingsSection>
  )
}
