import { mcp } from '#hosts/cli/mcp'
import { loadConfig } from '#hosts/config'
import { builtFiles } from './built-files.ts'

/** What `soma mcp` runs, on the folder that is named. */
const config = loadConfig({ env: {}, explicit: { data_dir: process.argv[2] } })
await mcp({ config, files: builtFiles, version: '0.0.0' })
