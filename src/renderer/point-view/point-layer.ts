import type { CameraState, Size } from './camera.ts'

/** The window gets no WebGL 2. */
export class NoWebGl2 extends Error {
  override readonly name = 'NoWebGl2'
}

/** What a point looks like. */
export interface PointLook {
  /** Row-major [points x 4]: red, green, blue and how much of it is seen. 0 of that is not drawn. */
  readonly colors: Uint8Array
  /** 0 is a disc, 1 a diamond. */
  readonly shapes: Uint8Array
  /** Of the usual diameter, in sixteenths. */
  readonly sizes: Uint8Array
}

const VERTEX = `#version 300 es
in vec2 place;
in vec4 color;
in float shape;
in float size;
uniform vec3 camera;
uniform vec2 half_size;
uniform float diameter;
out vec4 tint;
flat out float kind;
flat out float pixels;
void main() {
  vec2 at = (place - camera.xy) * camera.z / half_size;
  pixels = diameter * size / 16.0;
  gl_Position = color.a == 0.0 ? vec4(2.0, 2.0, 2.0, 1.0) : vec4(at, 0.0, 1.0);
  gl_PointSize = pixels + 1.0;
  tint = color;
  kind = shape;
}`

/** Premultiplied, with an edge of one pixel. A diamond needs some pixels to be one. */
const FRAGMENT = `#version 300 es
precision mediump float;
in vec4 tint;
flat in float kind;
flat in float pixels;
out vec4 drawn;
void main() {
  vec2 from = (gl_PointCoord - 0.5) * (pixels + 1.0);
  float away = kind > 0.5 && pixels > 4.5 ? (abs(from.x) + abs(from.y)) * 0.82 : length(from);
  float alpha = tint.a * clamp(pixels / 2.0 - away + 0.5, 0.0, 1.0);
  drawn = vec4(tint.rgb * alpha, alpha);
}`

/**
 * All points in one draw call. Places and looks are buffers of their own: another colour does not send places again, and
 * a camera sends nothing but itself.
 */
export class PointLayer {
  readonly #gl: WebGL2RenderingContext
  readonly #program: WebGLProgram
  readonly #array: WebGLVertexArrayObject
  readonly #buffers: readonly WebGLBuffer[]
  #count = 0

  /** @throws NoWebGl2 */
  constructor(canvas: HTMLCanvasElement) {
    const gl = canvas.getContext('webgl2', { antialias: false, depth: false, powerPreference: 'default' })
    if (!gl) throw new NoWebGl2('there is no WebGL 2')
    this.#gl = gl
    this.#program = programOf(gl)
    this.#array = gl.createVertexArray()
    this.#buffers = [0, 1, 2, 3].map(() => gl.createBuffer())
    gl.bindVertexArray(this.#array)
    const attributes = [
      ['place', 2, gl.FLOAT, false],
      ['color', 4, gl.UNSIGNED_BYTE, true],
      ['shape', 1, gl.UNSIGNED_BYTE, false],
      ['size', 1, gl.UNSIGNED_BYTE, false],
    ] as const
    for (const [i, [name, width, type, isShare]] of attributes.entries()) {
      const at = gl.getAttribLocation(this.#program, name)
      gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffers[i] as WebGLBuffer)
      gl.enableVertexAttribArray(at)
      gl.vertexAttribPointer(at, width, type, isShare, 0, 0)
    }
    gl.enable(gl.BLEND)
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA)
  }

  place(xy: Float32Array): void {
    this.#count = xy.length / 2
    this.#send(0, xy)
  }

  look({ colors, shapes, sizes }: PointLook): void {
    this.#send(1, colors)
    this.#send(2, shapes)
    this.#send(3, sizes)
  }

  /** @param diameter pixels of the screen of a usual point */
  draw({ x, y, scale }: CameraState, { width, height }: Size, diameter: number, density: number): void {
    const gl = this.#gl
    const uniform = (name: string): WebGLUniformLocation | null => gl.getUniformLocation(this.#program, name)
    gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight)
    gl.clearColor(0, 0, 0, 0)
    gl.clear(gl.COLOR_BUFFER_BIT)
    if (this.#count === 0) return
    // biome-ignore lint/correctness/useHookAtTopLevel: a method of WebGL, not a hook
    gl.useProgram(this.#program)
    gl.bindVertexArray(this.#array)
    gl.uniform3f(uniform('camera'), x, y, scale)
    gl.uniform2f(uniform('half_size'), width / 2, height / 2)
    gl.uniform1f(uniform('diameter'), diameter * density)
    gl.drawArrays(gl.POINTS, 0, this.#count)
  }

  drop(): void {
    const gl = this.#gl
    for (const buffer of this.#buffers) gl.deleteBuffer(buffer)
    gl.deleteVertexArray(this.#array)
    gl.deleteProgram(this.#program)
  }

  #send(which: number, values: Float32Array | Uint8Array): void {
    const gl = this.#gl
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffers[which] as WebGLBuffer)
    gl.bufferData(gl.ARRAY_BUFFER, values, gl.STATIC_DRAW)
  }
}

const programOf = (gl: WebGL2RenderingContext): WebGLProgram => {
  const program = gl.createProgram()
  const shaders = [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ] as const
  for (const [type, source] of shaders) {
    const shader = gl.createShader(type)
    if (!shader) throw new NoWebGl2('there is no room for a shader')
    gl.shaderSource(shader, source)
    gl.compileShader(shader)
    gl.attachShader(program, shader)
  }
  gl.linkProgram(program)
  if (gl.getProgramParameter(program, gl.LINK_STATUS) !== true) {
    throw new NoWebGl2(gl.getProgramInfoLog(program) ?? 'the shaders were refused')
  }
  return program
}
