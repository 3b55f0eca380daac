import { createEdgeCurveProgram } from '@sigma/edge-curve'
import {
  createEdgeArrowHeadProgram,
  createEdgeClampedProgram,
  createEdgeCompoundProgram,
  DEFAULT_EDGE_ARROW_HEAD_PROGRAM_OPTIONS,
  type EdgeProgramType,
  EdgeRectangleProgram,
} from 'sigma/rendering'
import type { LinkAttributes, LinkShape, NodeAttributes } from './graph-model.ts'

type LinkProgram = EdgeProgramType<NodeAttributes, LinkAttributes>

/** Pixels that a link is wide to the pointer: nobody hits a line of one pixel. */
const FELT = 9
/** Of an arrow's head to the width of its line, while that line is so wide. */
const FELT_HEAD = 0.4

interface Pass {
  readonly isPicking: boolean
  readonly gl: WebGLRenderingContext | WebGL2RenderingContext
  readonly uniformLocations: Readonly<Record<string, WebGLUniformLocation | null>>
}

/** The same link, wider where sigma draws a second time to know what is under the pointer. */
const felt = (program: LinkProgram): LinkProgram =>
  // Sigma's types know programs as classes without their methods.
  class extends (program as unknown as new (
    ...args: readonly unknown[]
  ) => {
    setUniforms(params: Readonly<Record<string, unknown>>, pass: Pass): void
  }) {
    override setUniforms(params: Readonly<Record<string, unknown>>, pass: Pass): void {
      super.setUniforms(pass.isPicking ? { ...params, minEdgeThickness: FELT } : params, pass)
      const head = pass.uniformLocations.u_lengthToThicknessRatio
      if (pass.isPicking && head) pass.gl.uniform1f(head, FELT_HEAD)
    }
  } as unknown as LinkProgram

/** How sigma draws each shape of a link. */
export const linkPrograms = (): Record<LinkShape, LinkProgram> => ({
  line: felt(EdgeRectangleProgram as unknown as LinkProgram),
  arrow: createEdgeCompoundProgram<NodeAttributes, LinkAttributes>([
    felt(createEdgeClampedProgram<NodeAttributes, LinkAttributes>()),
    createEdgeArrowHeadProgram<NodeAttributes, LinkAttributes>(),
  ]),
  curve: felt(createEdgeCurveProgram<NodeAttributes, LinkAttributes>()),
  curvedArrow: felt(
    createEdgeCurveProgram<NodeAttributes, LinkAttributes>({
      arrowHead: DEFAULT_EDGE_ARROW_HEAD_PROGRAM_OPTIONS,
    }),
  ),
})
