import { describe, expect, it } from 'vitest'
import { makeTempFolder } from '../temp-folder.mjs'
import { isInstalled } from './packages.mjs'

const one = { version: '1.0.0', integrity: 'sha512-one' }
const forMac = { version: '2.0.0', integrity: 'sha512-mac', optional: true, os: ['darwin'] }
const linux = { platform: 'linux', arch: 'x64' }

/**
 * @param {{ locked: object, installed?: object }} packages
 */
function check({ locked, installed }) {
  using folder = makeTempFolder({
    'package-lock.json': { packages: { '': { name: 'root' }, ...locked } },
    ...(installed && { 'node_modules/.package-lock.json': { packages: installed } }),
    ...Object.fromEntries(Object.keys(installed ?? {}).map((path) => [`${path}/package.json`, {}])),
  })
  return isInstalled(folder.path, linux)
}

describe('isInstalled', () => {
  const locked = { 'node_modules/one': one, 'node_modules/mac': forMac }

  it('is true when all that is locked is there, but for what other systems need', () => {
    expect(check({ locked, installed: { 'node_modules/one': one } })).toBe(true)
  })

  it('is false before the first install, and after one that was interrupted', () => {
    expect(check({ locked })).toBe(false)
  })

  it('is false when a package is missing, of another version, or one too many', () => {
    expect(check({ locked, installed: {} })).toBe(false)
    expect(check({ locked, installed: { 'node_modules/one': { ...one, version: '0.9.0' } } })).toBe(false)
    expect(check({ locked, installed: { 'node_modules/one': one, 'node_modules/two': one } })).toBe(false)
  })

  it('is false when the folder was filled on another system', () => {
    expect(check({ locked, installed: { 'node_modules/one': one, 'node_modules/mac': forMac } })).toBe(false)
  })

  it('reads lists of what a system must not be', () => {
    const notWindows = { ...one, os: ['!win32'] }
    expect(
      check({ locked: { 'node_modules/one': notWindows }, installed: { 'node_modules/one': notWindows } }),
    ).toBe(true)
  })

  it('is false when the folder of a package is gone', () => {
    const packages = { 'node_modules/one': one }
    using folder = makeTempFolder({
      'package-lock.json': { packages },
      'node_modules/.package-lock.json': { packages },
    })
    expect(isInstalled(folder.path)).toBe(false)
  })

  it('is false when a lock file is cut short', () => {
    using folder = makeTempFolder({
      'package-lock.json': '{"packages": {',
      'node_modules/.package-lock.json': '{}',
    })
    expect(isInstalled(folder.path)).toBe(false)
  })
})
