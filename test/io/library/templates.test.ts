import {expect, test} from 'vitest';
import {parsePipeline} from '../../../source/core/pipeline/parse.ts';
import {
	pipelineTemplates,
	readPipelineTemplate,
	templateDescriptions,
} from '../../../source/io/library/templates.ts';

test('Templates are described where they are chosen as they describe themselves', async () => {
	for (const name of pipelineTemplates) {
		const {pipeline} = parsePipeline(await readPipelineTemplate(name), {file: `${name}.yml`});
		expect(templateDescriptions[name]).toBe(pipeline?.description);
	}
});
