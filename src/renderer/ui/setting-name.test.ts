import { afterEach, expect, it } from 'vitest'
import { settingNames } from '../words/en/setting-names.ts'
import { LOCALES, speak } from '../words/locale.ts'
import { settingName } from './setting-name.ts'

afterEach(() => speak('en'))

it('calls every setting by a name of its own, in each language', async () => {
  const keys = Object.keys(settingNames).map((key) => key.replace(/^name\./, ''))
  for (const { id } of LOCALES) {
    await speak(id)
    const names = keys.map(settingName)
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
  }
  await speak('de')
  expect(settingName('memory_enterprise.salience.novelty_threshold')).toBe('Schreibschranke: Schwelle')
})

it('calls a setting of another version of the program by its key', () => {
  expect(settingName('vector.spiral.arm_width')).toBe('Spiral: arm width')
  expect(settingName('later')).toBe('Later')
})
