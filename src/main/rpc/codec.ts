import { decode, Encoder, ExtData, type ExtensionCodecType } from '@msgpack/msgpack'
import { assertFrame, BadFrame } from './msgpack-frame.ts'

/** What a client may send in one message. A payload is far below it; whatever is larger goes in parts. */
export const REQUEST_BYTES = 16 * 1024 * 1024
/** What a server may answer in one message. */
export const REPLY_BYTES = 256 * 1024 * 1024

const EXTENSION = 1
// The place in this list is on the wire: append only. All machines that run this are little-endian.
const KINDS = [
  Uint8Array,
  Int8Array,
  Uint8ClampedArray,
  Uint16Array,
  Int16Array,
  Uint32Array,
  Int32Array,
  Float32Array,
  Float64Array,
  BigUint64Array,
  BigInt64Array,
] as const

const isPlain = (object: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(object)
  return prototype === null || prototype === Object.prototype || Array.isArray(object)
}

const encodeTypedArray = (array: ArrayBufferView, kind: number): ExtData => {
  const bytes = new Uint8Array(1 + array.byteLength)
  bytes[0] = kind
  bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), 1)
  return new ExtData(EXTENSION, bytes)
}

const typedArrays: ExtensionCodecType<undefined> = {
  tryToEncode: (object) => {
    if (typeof object !== 'object' || object === null || isPlain(object)) return null
    const kind = KINDS.findIndex((Kind) => object instanceof Kind)
    // MessagePack would write a Map or a class as an empty object without a word.
    if (kind === -1)
      throw new TypeError(`${object.constructor?.name ?? 'this object'} does not cross a connection`)
    return encodeTypedArray(object as ArrayBufferView, kind)
  },
  decode: (bytes, type) => {
    const Kind = KINDS[bytes[0] ?? -1]
    if (type !== EXTENSION || !Kind) throw new BadFrame(`has an unknown extension ${type}`)
    if ((bytes.length - 1) % Kind.BYTES_PER_ELEMENT !== 0) throw new BadFrame('has a torn typed array')
    // A copy: a view into the frame would start at any byte, which wider types do not allow.
    return new Kind(bytes.slice(1).buffer)
  },
}

const textKey = (key: unknown): string => {
  if (typeof key === 'string') return key
  throw new BadFrame('has a key that is not a text')
}

/** A message as bytes. Throws for what other transports could not carry either, and above the limit. */
export const encodeMessage = (message: unknown, limit: number): Uint8Array<ArrayBuffer> => {
  // A field that is undefined is absent, as zod's optional fields want it; null would be refused.
  const bytes = new Encoder({ extensionCodec: typedArrays, ignoreUndefined: true }).encode(message)
  if (bytes.byteLength > limit) throw new RangeError(tooLarge(bytes.byteLength, limit))
  return bytes
}

/** The message in a frame that anybody may have made. Throws `BadFrame`; `__proto__` is never made a key. */
export const decodeMessage = (frame: Uint8Array, limit: number): unknown => {
  if (frame.byteLength > limit) throw new BadFrame(tooLarge(frame.byteLength, limit))
  assertFrame(frame)
  try {
    return decode(frame, { extensionCodec: typedArrays, mapKeyConverter: textKey })
  } catch (error) {
    if (error instanceof BadFrame) throw error
    throw new BadFrame('is not MessagePack', { cause: error })
  }
}

const tooLarge = (bytes: number, limit: number): string =>
  `has ${bytes.toLocaleString('en')} bytes; at most ${limit.toLocaleString('en')} pass in one message`
