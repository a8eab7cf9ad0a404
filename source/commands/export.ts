import {exportedOutputs} from '../core/files/exported-outputs.ts';
import type {Command} from './command.ts';
import {usualRunsDir} from './run/options.ts';

export const exportRun: Command = {
	name: 'export',
	summary: 'Write the program and the outputs of a run to a folder, without the history',
	usage: 'export <run> <dir>',
	most: 2,
	flags: {
		force: {type: 'boolean'},
		made: {type: 'boolean'},
		programOnly: {type: 'boolean'},
		runsDir: {type: 'string', default: usualRunsDir},
	},
	help: `
  The program's files go to the top of the folder, as the memory log has them; the current version of each output to
  ${exportedOutputs}/ in it. \`orchestrai run --workspace-from DIR\` begins with that program, and leaves the outputs out.

  --made           Also what the program made when it ran, to ${exportedOutputs}/made/
  --program-only   The program alone
  --force          Also into a folder that is not empty: files of the same names are replaced, all others stay
  --runs-dir DIR   Where runs are kept (./runs)

  Examples
    $ orchestrai export 2026-11-22_14-03-11_engineering tracker
    $ orchestrai export RUN tracker --force --made
`,
	async run(invocation) {
		const {writeExport} = await import('./export/write-export.ts');
		return writeExport(invocation);
	},
};
