import { expect, it } from 'vitest'
import { settingRegistry } from '../src/main/hosts/settings/setting-registry.ts'
import { settingNames } from '../src/renderer/words/en/setting-names.ts'

it('has a name for every setting, and for none that is not there', () => {
  const wanted = [...settingRegistry.keys()].map((key) => `name.${key}`)
  expect(Object.keys(settingNames).sort()).toEqual(wanted.sort())
})
