// The structured clone algorithm over JSON text, for what crosses between the main process and the page.
//
// makeCodec travels into the page as text (makeCodec.toString()), so it may use nothing from outside itself.
// Plain JSON values stand for themselves; everything else is an object whose `$` says what it is. Objects are numbered
// in the order they are met, and `{ $: 'ref', v: n }` points back at the n-th, which keeps cycles and shared parts.

export interface CodecHooks {
  /** Functions and promises cannot be cloned; contextBridge passes them as ids. Without hooks they are refused. */
  readonly keepFunction?: (value: (...args: unknown[]) => unknown) => number
  readonly makeFunction?: (id: number) => unknown
  readonly keepPromise?: (value: PromiseLike<unknown>) => number
  readonly makePromise?: (id: number) => unknown
}

export interface Codec {
  encode(value: unknown): string
  decode(text: string): unknown
}

export type MakeCodec = (hooks?: CodecHooks) => Codec

export function makeCodec(hooks: CodecHooks = {}): Codec {
  type Tagged = { readonly $: string; readonly [field: string]: unknown }
  const refuse = (): never => {
    throw new Error('An object could not be cloned.')
  }
  const tagOf = (value: object): string => Object.prototype.toString.call(value).slice(8, -1)
  const cannot =
    /^(Promise|Weak\w+|SharedArrayBuffer|Window|Document|HTML\w+|Blob|File|MessagePort|\w*Event)$/
  // Of the two, Node's own is much faster, and the page has only the other.
  const hasBuffer = typeof Buffer === 'function'
  const toBase64 = (bytes: Uint8Array): string =>
    hasBuffer
      ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
      : (bytes as unknown as { toBase64(): string }).toBase64()
  const Bytes = Uint8Array as unknown as { fromBase64(text: string): Uint8Array<ArrayBuffer> }
  const fromBase64 = (text: string): ArrayBuffer => {
    if (!hasBuffer) return Bytes.fromBase64(text).buffer
    const bytes = new Uint8Array(Buffer.byteLength(text, 'base64'))
    Buffer.from(bytes.buffer).write(text, 'base64')
    return bytes.buffer
  }
  type ErrorType = new (message: string) => Error
  const errorTypes: Record<string, ErrorType> = {
    EvalError,
    RangeError,
    ReferenceError,
    SyntaxError,
    TypeError,
    URIError,
  }

  function encode(root: unknown): string {
    const seen = new Map<object, number>()

    const encodeNumber = (value: number): unknown => {
      if (Number.isFinite(value) && !Object.is(value, -0)) return value
      return { $: 'number', v: Object.is(value, -0) ? '-0' : String(value) }
    }

    const encodeArray = (value: unknown[]): unknown => {
      const items = new Array<unknown>(value.length)
      for (let i = 0; i < items.length; i++) items[i] = i in value ? encodeValue(value[i]) : { $: 'hole' }
      return items
    }

    const encodeProperties = (value: object): unknown => {
      const [keys, entries] = [Object.keys(value), value as Record<string, unknown>]
      // An own `__proto__` would be lost in assignment, and an own `$` would be mistaken for a tag.
      if (keys.includes('$') || keys.includes('__proto__')) {
        return { $: 'object', v: keys.map((key) => [key, encodeValue(entries[key])]) }
      }
      const plain: Record<string, unknown> = {}
      for (const key of keys) plain[key] = encodeValue(entries[key])
      return plain
    }

    const encodeError = (error: Error): Tagged => ({
      $: 'error',
      name: error.name,
      message: String(error.message),
      stack: error.stack === undefined ? undefined : String(error.stack),
      ...(Object.hasOwn(error, 'cause') && { cause: encodeValue(error.cause) }),
    })

    const encodeObject = (value: object): unknown => {
      const known = seen.get(value)
      if (known !== undefined) return { $: 'ref', v: known }
      seen.set(value, seen.size)
      if (Array.isArray(value)) return encodeArray(value)
      if (ArrayBuffer.isView(value)) {
        // As in Electron, a view takes its whole buffer along: a slice of Node's pooled Buffer is 8 KB on arrival.
        const type = tagOf(value)
        const length = type === 'DataView' ? value.byteLength : (value as Uint8Array).length
        return { $: 'view', type, buffer: encodeObject(value.buffer), offset: value.byteOffset, length }
      }
      if (value instanceof Error) return encodeError(value)
      switch (tagOf(value)) {
        case 'Date':
          return { $: 'date', v: encodeNumber((value as Date).getTime()) }
        case 'RegExp':
          return { $: 'regexp', source: (value as RegExp).source, flags: (value as RegExp).flags }
        case 'Map':
          return { $: 'map', v: Array.from(value as Map<unknown, unknown>, (pair) => pair.map(encodeValue)) }
        case 'Set':
          return { $: 'set', v: Array.from(value as Set<unknown>, encodeValue) }
        case 'ArrayBuffer':
          return { $: 'buffer', v: toBase64(new Uint8Array(value as ArrayBuffer)) }
        case 'Number':
        case 'String':
        case 'Boolean':
          return { $: 'boxed', v: encodeValue(value.valueOf()) }
        default:
          return cannot.test(tagOf(value)) ? refuse() : encodeProperties(value)
      }
    }

    const encodeValue = (value: unknown): unknown => {
      switch (typeof value) {
        case 'string':
        case 'boolean':
          return value
        case 'number':
          return encodeNumber(value)
        case 'undefined':
          return { $: 'undefined' }
        case 'bigint':
          return { $: 'bigint', v: String(value) }
        case 'function':
          return hooks.keepFunction
            ? { $: 'function', v: hooks.keepFunction(value as (...args: unknown[]) => unknown) }
            : refuse()
        case 'object':
          if (value === null) return null
          if (hooks.keepPromise && typeof (value as PromiseLike<unknown>).then === 'function') {
            return { $: 'promise', v: hooks.keepPromise(value as PromiseLike<unknown>) }
          }
          return encodeObject(value)
        default:
          return refuse()
      }
    }

    return JSON.stringify(encodeValue(root))
  }

  function decode(text: string): unknown {
    const refs: unknown[] = []
    const keep = <T>(value: T): T => {
      refs.push(value)
      return value
    }

    const decodeError = (tagged: Tagged): Error => {
      const Type = errorTypes[tagged.name as string] ?? Error
      const error = keep(new Type(tagged.message as string))
      if (tagged.stack !== undefined) error.stack = tagged.stack as string
      if (Object.hasOwn(tagged, 'cause')) define(error, 'cause', decodeValue(tagged.cause), false)
      return error
    }

    const define = (target: object, key: string, value: unknown, enumerable: boolean): void => {
      Object.defineProperty(target, key, { value, enumerable, writable: true, configurable: true })
    }

    const decodeView = (tagged: Tagged): unknown => {
      const slot = refs.push(undefined) - 1
      const buffer = decodeValue(tagged.buffer)
      const View = (globalThis as unknown as Record<string, new (...args: unknown[]) => object>)[
        tagged.type as string
      ]
      refs[slot] = new View!(buffer, tagged.offset, tagged.length)
      return refs[slot]
    }

    const decodeArray = (items: unknown[]): unknown[] => {
      keep(items)
      for (let i = 0; i < items.length; i++) {
        const item = items[i]
        if (typeof item !== 'object' || item === null) continue
        if ((item as Tagged).$ === 'hole') delete items[i]
        else items[i] = decodeValue(item)
      }
      return items
    }

    const decodeTagged = (tagged: Tagged): unknown => {
      const v = tagged.v
      switch (tagged.$) {
        case 'number':
          return Number(v)
        case 'undefined':
          return undefined
        case 'bigint':
          return BigInt(v as string)
        case 'ref':
          return refs[v as number]
        case 'function':
          return hooks.makeFunction?.(v as number)
        case 'promise':
          return hooks.makePromise?.(v as number)
        case 'date':
          return keep(new Date(decodeValue(v) as number))
        case 'regexp':
          return keep(new RegExp(tagged.source as string, tagged.flags as string))
        case 'buffer':
          return keep(fromBase64(v as string))
        case 'view':
          return decodeView(tagged)
        case 'error':
          return decodeError(tagged)
        case 'boxed':
          return keep(Object(decodeValue(v)))
        case 'map': {
          const map = keep(new Map<unknown, unknown>())
          for (const [key, value] of v as [unknown, unknown][]) map.set(decodeValue(key), decodeValue(value))
          return map
        }
        case 'set': {
          const set = keep(new Set<unknown>())
          for (const item of v as unknown[]) set.add(decodeValue(item))
          return set
        }
        case 'object': {
          const object = keep({})
          for (const [key, value] of v as [string, unknown][]) define(object, key, decodeValue(value), true)
          return object
        }
        default:
          throw new Error(`codec: unknown tag ${tagged.$}`)
      }
    }

    const decodeValue = (value: unknown): unknown => {
      if (typeof value !== 'object' || value === null) return value
      if (Array.isArray(value)) return decodeArray(value)
      if ((value as Tagged).$ !== undefined) return decodeTagged(value as Tagged)
      const object = keep(value as Record<string, unknown>)
      for (const key of Object.keys(object)) {
        const entry = object[key]
        if (typeof entry === 'object' && entry !== null) object[key] = decodeValue(entry)
      }
      return object
    }

    return decodeValue(JSON.parse(text))
  }

  return { encode, decode }
}
