import {readFile} from 'node:fs/promises';
import {pathOfOutput} from './outputs.ts';
import type {Redact} from './redact.ts';
import {sweepHalfWritten} from './replace-file.ts';

/** All versions of an output, and the current one; null where there is none. */
export type OutputTexts = {output_name: string; versions: readonly string[]; current: string | null};

/**
 * The outputs whose files a killed writer left behind: missing, or of another version. A file that holds none of the
 * versions was changed by hand, and is not among them. What was half written is taken away.
 */
export async function findOutputsBehind(
	folder: string,
	outputs: readonly OutputTexts[],
	redact: Redact,
): Promise<string[]> {
	try {
		await sweepHalfWritten(folder);
	} catch {
		// Who writes into that folder next says what is wrong with it.
		return outputs.flatMap(({output_name, current}) => (current === null ? [] : [output_name]));
	}

	const behind: string[] = [];
	for (const {output_name, versions, current} of outputs) {
		if (current === null) continue;
		const text = await textAt(pathOfOutput(folder, output_name));
		const isOlder = text !== redact(current) && versions.some(version => text === redact(version));
		if (text === null || isOlder) behind.push(output_name);
	}

	return behind;
}

/** Null when there is none that could be read. */
async function textAt(path: string): Promise<string | null> {
	try {
		return await readFile(path, 'utf8');
	} catch {
		return null;
	}
}
