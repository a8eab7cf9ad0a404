/**
 * `drawing-graph-easy.ts COUNT`: the same by Graph::Easy, ms. Its boxes hold the names alone, which is less. What does
 * not end in 20 s is given up.
 */
import {execFile} from 'node:child_process';
import {writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {printFigure, printMissing} from '../print-figure.ts';
import {withFolder} from '../temporary-folder.ts';
import {checkDrawn, drawnGraph} from './drawn-graph.ts';

const patience_ms = 20_000;
const count = Number(process.argv[2]);

await withFolder(async folder => {
	const paths = await Promise.all([10, count].map(each => writeGraph(folder, each)));
	try {
		const options = {timeout: patience_ms, maxBuffer: 256 * 1024 * 1024};
		const script = join(import.meta.dirname, 'drawing-graph-easy.pl');
		const {stdout} = await promisify(execFile)('perl', [script, ...paths], options);
		checkDrawn(stdout, drawnGraph(count));
		printFigure(Number(stdout.split('\n')[0]));
	} catch (error) {
		const {code, killed, stderr = ''} = error as {code?: unknown; killed?: boolean; stderr?: string};
		if (code === 'ENOENT' || stderr.includes('locate Graph/Easy.pm'))
			printMissing('It is not installed here (Debian has it as libgraph-easy-perl).');
		else if (killed) printMissing(`It had not ended after ${patience_ms / 1000} s.`);
		else throw error;
	}
});

async function writeGraph(folder: string, count: number): Promise<string> {
	const path = join(folder, `graph-${count}.txt`);
	const lines = drawnGraph(count).flatMap(({output_name, inputs}) =>
		inputs.map(input => `[ ${input} ] -> [ ${output_name} ]`),
	);
	await writeFile(path, ['graph { flow: right; }', ...lines, ''].join('\n'));
	return path;
}
