import {join} from 'node:path';
import type {Pipeline} from '../../core/pipeline/pipeline.ts';
import {bundle} from './assets.ts';
import type {KnownModules} from './pipelines.ts';
import {readTextFile} from './read-text-file.ts';

/** Those of the app's own pipelines in which nothing is wrong where these modules are known. */
export type Parsed = {names: string[]; writers: string[]; pipelines: Pipeline[]};

/** The build writes it: the app's own pipelines cost 20 ms of YAML at each start. */
export const parsedPipelines = join(bundle.root, 'dist', 'pipelines.json');

/**
 * What the app's own pipelines come to, by their text: one that was changed is not among them. Empty where other modules
 * are known than when it was written, for they are checked too.
 */
export async function readParsedPipelines({
	names,
	writers,
}: KnownModules): Promise<ReadonlyMap<string, Pipeline>> {
	const read = await readTextFile(parsedPipelines);
	if (read === null || 'problem' in read) return new Map();
	const parsed = parse(read.text);
	if (parsed === null || !isSame(names, parsed.names) || !isSame(writers, parsed.writers)) return new Map();
	return new Map(parsed.pipelines.map(pipeline => [pipeline.source, pipeline]));
}

/** It only spares time: one that cannot be read is done without. */
function parse(text: string): Parsed | null {
	try {
		return JSON.parse(text) as Parsed;
	} catch {
		return null;
	}
}

function isSame(set: ReadonlySet<string>, list: readonly string[]): boolean {
	return set.size === list.length && list.every(one => set.has(one));
}
