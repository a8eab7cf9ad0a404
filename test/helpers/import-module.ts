/**
 * Imports user modules in a plain Node process, as the app does (Vitest resolves imports its own way), and prints
 * what came of each. Run with the paths of the modules; `run` as the first argument also runs them.
 */
import {basename} from 'node:path';
import {type ModuleContext, OperationFailure} from '../../source/core/module.ts';
import {importUserModule} from '../../source/io/library/import-user-module.ts';

const [mode, ...files] = process.argv.slice(2);
const context = {
	inputs: [{name: 'a', text: 'A'}],
	signal: new AbortController().signal,
} as unknown as ModuleContext;

const printed: string[] = [];
for (const file of files) {
	const imported = await importUserModule(
		{name: basename(file).replace(/\.\w+$/, ''), file},
		{longest_ms: 2000, onPrinted: text => printed.push(text)},
	);
	if ('problems' in imported || mode !== 'run') {
		console.log(JSON.stringify(printed.length > 0 ? {...imported, printed: printed.splice(0)} : imported));
		continue;
	}
	try {
		console.log(JSON.stringify({output: await imported.definition.run(context)}));
	} catch (error) {
		const {message, kind} = error as OperationFailure;
		console.log(JSON.stringify({failure: message, kind, ours: error instanceof OperationFailure}));
	}
}
