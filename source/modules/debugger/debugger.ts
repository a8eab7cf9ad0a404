import {renderCodebase} from '../../core/files/codebase-text.ts';
import {defineModule} from '../../core/module.ts';
import {adoptFiles} from '../codebase-inputs.ts';
import {debugUntilItWorks} from './loop.ts';
import {startSession} from './session.ts';

/** Runs the code and repairs it until it works; each part of that has its file beside this one. */
export const debuggerModule = defineModule({
	name: 'debugger',
	describe: 'Runs the code, reads what fails and has it repaired, until it works',
	yields: 'codebase',
	writes: true,
	by: 'model',
	runs: true,
	prompted: true,
	async run(context) {
		await adoptFiles(context);
		const {notes, repaired} = await debugUntilItWorks(context, startSession(context), context.feedback);
		return {
			output: renderCodebase(context.files.current()),
			messages: notes,
			by: repaired ? 'model' : 'module',
		};
	},
});
