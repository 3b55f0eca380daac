import { Search } from 'lucide-react'
import { wordsOf } from '../words/words.ts'
import type { Command } from './command.ts'

const t = wordsOf('commands')

const visibleSearch = (): HTMLInputElement | undefined =>
  [...document.querySelectorAll<HTMLInputElement>('[data-search-focus]')].find((field) =>
    field.checkVisibility(),
  )

export const focusSearch: Command = {
  id: 'focus-search',
  get title() {
    return t('focusTheSearch')
  },
  group: 'Go',
  shortcut: '/',
  icon: Search,
  run: () => {
    // After the key has been dealt with, or the field would receive the slash.
    const field = visibleSearch()
    field?.focus()
    field?.select()
  },
}
