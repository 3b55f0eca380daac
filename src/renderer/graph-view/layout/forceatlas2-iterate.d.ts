/** The package types its own loops, not the round that they are made of. */
declare module 'graphology-layout-forceatlas2/iterate.js' {
  interface IterateSettings {
    readonly linLogMode: boolean
    readonly outboundAttractionDistribution: boolean
    readonly adjustSizes: boolean
    readonly edgeWeightInfluence: number
    readonly scalingRatio: number
    readonly strongGravityMode: boolean
    readonly gravity: number
    readonly slowDown: number
    readonly barnesHutOptimize: boolean
    readonly barnesHutTheta: number
  }
  /** Changes `nodes` in place. */
  const iterate: (settings: IterateSettings, nodes: Float32Array, links: Float32Array) => object
  // biome-ignore lint/style/noDefaultExport: it is the package's own
  export default iterate
}
