import { useEffect } from 'react'
import { useStore } from 'zustand'
import { type Language, type Locale, resolveLocale, speak, spoken } from '../words/locale.ts'
import { useWorkspace, workspace } from '../workspace/use-workspace.ts'

const speakLanguage = (language: Language): Promise<void> =>
  // A file of texts that does not come leaves the language that is spoken: no reason to stop.
  speak(resolveLocale(language, navigator.languages)).catch(() => undefined)

const tellPage = (): void => {
  document.documentElement.lang = spoken.getState().locale
}
spoken.subscribe(tellPage)

/** Before the first paint: a German window must not flash English. */
export const languageIsThere = (): Promise<void> => speakLanguage(workspace.getState().preferences.language)

/** Follows the preference and the system, and draws its component anew once another language is spoken. */
export const useLanguage = (): Locale => {
  const language = useWorkspace((w) => w.preferences.language)
  useEffect(() => {
    const follow = (): void => void speakLanguage(language)
    follow()
    window.addEventListener('languagechange', follow)
    return () => window.removeEventListener('languagechange', follow)
  }, [language])
  return useStore(spoken, ({ locale }) => locale)
}
