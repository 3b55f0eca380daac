import { useRef } from 'react'
import { wordsOf } from '../../words/words.ts'
import { AboutSettings } from './about-settings.tsx'
import { AccessSettings } from './access-settings.tsx'
import { AppearanceSettings } from './appearance-settings.tsx'
import { AuditSettings } from './audit-settings.tsx'
import { ConnectionsSettings } from './connections/connections-settings.tsx'
import { DataSettings } from './data-settings.tsx'
import { DesktopSettings } from './desktop-settings.tsx'
import { EmbedderSettings } from './embedder-settings.tsx'
import { EncryptionSettings } from './encryption-settings.tsx'
import { EngineSettings } from './engine-settings.tsx'
import { SecondStoreSettings } from './second-store/second-store-settings.tsx'
import { SettingsNav } from './settings-nav.tsx'
import styles from './settings-screen.module.css'
import { SectionsContext, useSections } from './settings-sections.ts'
import { ShortcutSettings } from './shortcut-settings.tsx'
import { TraceSettings } from './trace-settings.tsx'
import { UpdateSettings } from './update-settings.tsx'

const t = wordsOf('settings')

export const SettingsScreen = () => {
  const screen = useRef<HTMLDivElement>(null)
  const { sections, enter } = useSections()
  return (
    <SectionsContext value={enter}>
      <div ref={screen} className={styles.screen}>
        <div className={styles.page}>
          <SettingsNav sections={sections} screen={screen} />
          <div className={styles.column}>
            <h1 className={styles.title}>{t('settings2')}</h1>
            <AppearanceSettings />
            <DesktopSettings />
            <ConnectionsSettings />
            <SecondStoreSettings />
            <EmbedderSettings />
            <DataSettings />
            <EncryptionSettings />
            <AccessSettings />
            <AuditSettings />
            <TraceSettings />
            <EngineSettings />
            <ShortcutSettings />
            <UpdateSettings />
            <AboutSettings />
          </div>
        </div>
      </div>
    </SectionsContext>
  )
}
