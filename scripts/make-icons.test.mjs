import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { icnsOf, icoOf } from './make-icons.mjs'
import { root } from './root.mjs'

const read = (/** @type {string} */ name) => readFileSync(join(root, 'packaging/icons', name))

test('the icon of Windows lists its pictures where they are', () => {
  const picture = (/** @type {number} */ size) => ({ size, png: read(`${size}x${size}.png`) })
  const ico = icoOf([picture(16), picture(256)])
  expect([ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([1, 2])
  const offset = ico.readUInt32LE(6 + 16 + 12)
  expect(ico.subarray(offset, offset + 8)).toEqual(read('256x256.png').subarray(0, 8))
  expect(ico.readUInt8(6 + 16)).toBe(0)
})

test('the icon of macOS says its own length, and that of each picture', () => {
  const icns = icnsOf([{ size: 512, png: read('512x512.png') }])
  expect(icns.toString('latin1', 0, 4)).toBe('icns')
  expect(icns.readUInt32BE(4)).toBe(icns.length)
  expect(icns.toString('latin1', 8, 12)).toBe('ic09')
  expect(icns.readUInt32BE(12)).toBe(icns.length - 8)
})
