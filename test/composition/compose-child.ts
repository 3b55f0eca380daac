import { compose } from '#hosts/composition/compose'
import { loadConfig } from '#hosts/config'
import { builtFiles } from './built-files.ts'

/** Runs the program on the folder that is named, says so, and goes on until it is killed. */
const config = loadConfig({ env: {}, explicit: { data_dir: process.argv[2] } })
await compose({ config, edition: 'browser', files: builtFiles, version: '0.0.0' })
process.stdout.write('running\n')
setInterval(() => {}, 60_000)
