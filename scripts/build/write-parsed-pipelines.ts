import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {listModuleNames} from '../../source/commands/run/plan.ts';
import {parsePipeline} from '../../source/core/pipeline/parse.ts';
import {bundle} from '../../source/io/library/assets.ts';
import {type Parsed, parsedPipelines} from '../../source/io/library/parsed-pipelines.ts';

/** Writes what the app's own pipelines come to, for `readParsedPipelines`. */
export async function writeParsedPipelines(): Promise<void> {
	const {names, writers} = await listModuleNames(null);
	const pipelines = readdirSync(bundle.pipelines)
		.filter(name => name.endsWith('.yml'))
		.flatMap(name => {
			const file = join(bundle.pipelines, name);
			const {pipeline, problems} = parsePipeline(readFileSync(file, 'utf8'), {file, modules: names, writers});
			return pipeline !== null && problems.length === 0 ? [pipeline] : [];
		});
	const parsed: Parsed = {names: [...names], writers: [...writers], pipelines};
	writeFileSync(parsedPipelines, JSON.stringify(parsed));
}
