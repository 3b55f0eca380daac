import { NodeCircleProgram, type NodeProgramType } from 'sigma/rendering'
import type { LinkAttributes, NodeAttributes, NodeShape } from './graph-model.ts'
import type { GraphPalette } from './palette.ts'

type NodeProgram = NodeProgramType<NodeAttributes, LinkAttributes>

/** How far from the middle a point is, in units in which the edge is at the radius. */
const DISTANCE: Readonly<Record<NodeShape, string>> = {
  dot: 'length(v_diffVector)',
  bubble: 'length(v_diffVector)',
  diamond: 'abs(v_diffVector.x) + abs(v_diffVector.y)',
}

const vec3 = (hex: string): string => {
  const parts = [1, 3, 5].map((at) => (Number.parseInt(hex.slice(at, at + 2), 16) / 255).toFixed(4))
  return `vec3(${parts.join(', ')})`
}

/** A rim in the colour of the ground parts nodes that overlap; a bubble is pale within a rim of its own colour. */
const colors = (shape: NodeShape, ground: string): string =>
  shape === 'bubble'
    ? `vec3 rim = v_color.rgb; vec3 fill = mix(${vec3(ground)}, v_color.rgb, 0.3);`
    : `vec3 rim = ${vec3(ground)}; vec3 fill = v_color.rgb;`

const fragment = (shape: NodeShape, ground: string): string => /* glsl */ `
precision highp float;

varying vec4 v_color;
varying vec2 v_diffVector;
varying float v_radius;

uniform float u_correctionRatio;

void main(void) {
  float pixel = u_correctionRatio * 2.0;
  float dist = ${DISTANCE[shape]};

  #ifdef PICKING_MODE
  gl_FragColor = dist > v_radius ? vec4(0.0) : v_color;
  #else
  ${colors(shape, ground)}
  float width = min(pixel * 1.3, v_radius * 0.22);
  float inside = 1.0 - smoothstep(v_radius - pixel, v_radius, dist);
  float core = 1.0 - smoothstep(v_radius - width - pixel, v_radius - width, dist);
  gl_FragColor = vec4(mix(rim, fill, core), 1.0) * inside;
  #endif
}
`

/** Sigma's circle with another fragment shader: a shape costs three vertices. */
const programOf = (shape: NodeShape, ground: string): NodeProgram => {
  const source = fragment(shape, ground)
  return class extends NodeCircleProgram<NodeAttributes, LinkAttributes> {
    override getDefinition() {
      return { ...super.getDefinition(), FRAGMENT_SHADER_SOURCE: source }
    }
  } as NodeProgram
}

export const nodePrograms = ({ ground }: GraphPalette): Record<NodeShape, NodeProgram> => ({
  dot: programOf('dot', ground),
  diamond: programOf('diamond', ground),
  bubble: programOf('bubble', ground),
})
