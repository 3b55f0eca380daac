import { describe, expect, it } from 'vitest'
import { readStaticAsset, StaticAssetError, writeStaticAsset } from './asset-format.ts'
import { loadStaticEmbedder, readStaticName } from './load-static-embedder.ts'
import { tinyAsset } from './tiny-asset.fixture.ts'

const changed = (change: (bytes: Uint8Array) => Uint8Array | undefined): Uint8Array => {
  const bytes = writeStaticAsset(tinyAsset)
  return change(bytes) ?? bytes
}

describe('asset format', () => {
  it('EMB-2 reads back what it wrote, from a Buffer at any offset too', () => {
    const bytes = writeStaticAsset(tinyAsset)
    const shifted = Buffer.concat([Buffer.from('x'), bytes]).subarray(1)
    for (const source of [bytes, Buffer.from(bytes), shifted]) {
      const asset = readStaticAsset(source)
      expect({ ...asset, cells: new Uint8Array(asset.cells) }).toEqual(tinyAsset)
    }
  })

  it.each([
    ['an empty file', () => new Uint8Array(0), 'ends after 0 bytes'],
    ['a torn file', (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 1), 'bytes long instead of'],
    [
      'a file with more behind it',
      (bytes: Uint8Array) => Buffer.concat([bytes, bytes]),
      'bytes long instead of',
    ],
    ['a foreign file', () => new TextEncoder().encode('%PDF-1.7'.repeat(20)), 'of another kind'],
    [
      'a file of a newer format',
      (bytes: Uint8Array) => {
        bytes[8] = 2
        return bytes
      },
      'its format is 2, this program reads 1',
    ],
    [
      'a flipped bit',
      (bytes: Uint8Array) => {
        bytes[bytes.length - 1]! ^= 1
        return bytes
      },
      'checksum',
    ],
  ])('EMB-2 refuses %s with one clear error', (_, change, reason) => {
    const read = (): unknown => readStaticAsset(changed(change))
    expect(read).toThrow(StaticAssetError)
    expect(read).toThrow(reason)
  })

  it('EMB-2 says which file is missing', () => {
    expect(() => readStaticName('/no/such/static-en.bin')).toThrow('/no/such/static-en.bin')
    expect(() => loadStaticEmbedder('/no/such/static-en.bin')).toThrow(StaticAssetError)
    expect(() => loadStaticEmbedder('/no/such/static-en.bin')).toThrow('/no/such/static-en.bin')
  })
})
