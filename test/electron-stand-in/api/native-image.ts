import { existsSync, readFileSync } from 'node:fs'
import { providedOnly } from './not-provided.ts'

/** Bytes of a PNG, passed through: nothing is decoded, scaled or converted. */
function imageOf(png: Buffer): object {
  const isPng = png.length > 24 && png.toString('latin1', 1, 4) === 'PNG'
  return providedOnly('NativeImage', {
    toPNG: () => png,
    toDataURL: () => `data:image/png;base64,${png.toString('base64')}`,
    isEmpty: () => png.length === 0,
    /** From the PNG's header. */
    getSize: () =>
      isPng ? { width: png.readUInt32BE(16), height: png.readUInt32BE(20) } : { width: 0, height: 0 },
    setTemplateImage: () => {},
  })
}

export const nativeImage = providedOnly('nativeImage', {
  createEmpty: () => imageOf(Buffer.alloc(0)),
  createFromBuffer: (png: Buffer) => imageOf(png),
  createFromPath: (path: string) => imageOf(existsSync(path) ? readFileSync(path) : Buffer.alloc(0)),
  createFromDataURL: (url: string) => imageOf(Buffer.from(url.split(',')[1] ?? '', 'base64')),
})
