/**
 * Views of a memory that grows, here or in another thread. They are as long as it was when they were made, and made
 * anew: views that follow its length by themselves are thirty times slower.
 */
export class Views {
  readonly #buffer: SharedArrayBuffer
  bytes!: Uint8Array
  i8!: Int8Array
  i16!: Int16Array
  u16!: Uint16Array
  u32!: Uint32Array
  i32!: Int32Array
  f32!: Float32Array
  f64!: Float64Array

  constructor(buffer: SharedArrayBuffer) {
    this.#buffer = buffer
    this.#look()
  }

  /** To be called before addresses are followed, which may be beyond what was there the last time. */
  current(): this {
    if (this.bytes.length !== this.#buffer.byteLength) this.#look()
    return this
  }

  #look(): void {
    const buffer = this.#buffer
    const bytes = buffer.byteLength
    this.bytes = new Uint8Array(buffer, 0, bytes)
    this.i8 = new Int8Array(buffer, 0, bytes)
    this.i16 = new Int16Array(buffer, 0, bytes / 2)
    this.u16 = new Uint16Array(buffer, 0, bytes / 2)
    this.u32 = new Uint32Array(buffer, 0, bytes / 4)
    this.i32 = new Int32Array(buffer, 0, bytes / 4)
    this.f32 = new Float32Array(buffer, 0, bytes / 4)
    this.f64 = new Float64Array(buffer, 0, bytes / 8)
  }
}
