import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {listModuleNames} from '../../../source/commands/run/plan.ts';
import {parsePipeline} from '../../../source/core/pipeline/parse.ts';
import {bundle} from '../../../source/io/library/assets.ts';
import {readParsedPipelines} from '../../../source/io/library/parsed-pipelines.ts';

test('What the build read of the app’s own pipelines is what they come to, for the modules it knew.', async () => {
	const known = await listModuleNames(null);
	const parsed = await readParsedPipelines(known);
	const files = readdirSync(bundle.pipelines).filter(name => name.endsWith('.yml'));
	expect(parsed.size).toBe(files.length);
	for (const name of files) {
		const file = join(bundle.pipelines, name);
		const text = readFileSync(file, 'utf8');
		const {pipeline, problems} = parsePipeline(text, {file, modules: known.names, writers: known.writers});
		expect(problems).toEqual([]);
		expect(parsed.get(text)).toEqual(pipeline);
	}

	expect(await readParsedPipelines({...known, names: new Set([...known.names, 'mine'])})).toEqual(new Map());
	expect(await readParsedPipelines({...known, writers: new Set()})).toEqual(new Map());
});
