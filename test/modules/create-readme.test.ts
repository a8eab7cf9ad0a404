import {describe, expect, it} from 'vitest';
import {renderCodebase} from '../../source/core/files/codebase-text.ts';
import {defineModule} from '../../source/core/module.ts';
import {createReadme} from '../../source/modules/create-readme.ts';
import {bench} from '../helpers/crew.ts';
import {createModuleContext} from '../helpers/module-context.ts';

const files = {'main.py': 'print(1)\n'};
const readme = '# Budget\n\nRun it:\n\n```bash\npython3 main.py\n```\n';

describe('the README', () => {
	it('is the answer, and is written beside the code', async () => {
		const {context, files: now} = createModuleContext({files, answers: [readme]});
		expect(await createReadme.run(context)).toBe(readme);
		expect(now()).toEqual({...files, 'README.md': readme});
	});

	it.each([
		['```markdown', '```'],
		['````md', '````'],
		['~~~ Markdown', '~~~'],
	])('loses a fence around the whole answer: %s', async (open, close) => {
		const {context} = createModuleContext({files, answers: [`\n${open}\n${readme}${close}\n\n`]});
		expect(await createReadme.run(context)).toBe(readme);
	});

	it.each([
		['a block of code at its end', readme],
		['a block of code at both ends', '```\nlogo\n```\n# Budget\n```\nend\n```'],
		['an unclosed fence', '```markdown\n# Budget\n'],
	])('keeps %s', async (_what, answer) => {
		const {context} = createModuleContext({files, answers: [answer]});
		expect(await createReadme.run(context)).toBe(answer);
	});

	it('that a person edits or writes is the file too, and the code stays', async () => {
		const pipeline = `
pipeline:
  - {module: coder, inputs: [], output_name: code}
  - {module: create_readme, inputs: [code], output_name: readme, checkpoint: always}
  - {module: reader, inputs: [readme], output_name: seen}
`;
		const coder = defineModule({
			name: 'coder',
			describe: 'Writes a program.',
			yields: 'codebase',
			async run(context) {
				await context.files.write(files);
				return renderCodebase(context.files.current());
			},
		});
		const reader = defineModule({
			name: 'reader',
			describe: 'Tells the files.',
			writes: true,
			run: context => JSON.stringify(Object.fromEntries(context.files.current())),
		});
		for (const answer of [readme, {fault: {kind: 'bad-request' as const, retryable: false}}]) {
			const {engine, output, store} = bench(pipeline, {
				modules: [coder, createReadme, reader],
				interactive: true,
				settings: {review: 'declared'},
				answer: () => answer,
				human: {
					review: async () => ({kind: 'edit', output: '# By hand\n'}),
					mend: async () => ({kind: 'write', output: '# By hand\n'}),
				},
			});
			expect(await engine.run()).toBe('done');
			expect(output('readme')).toBe('# By hand\n');
			expect(JSON.parse(output('seen')!)).toEqual({...files, 'README.md': '# By hand\n'});
			expect(Object.keys(store.state().workspace)).toEqual(['README.md', 'main.py']);
		}
	});

	it('fails with the reason where it cannot be written', async () => {
		const {context} = createModuleContext({files: {'README.md/notes.txt': ''}, answers: [readme]});
		await expect(createReadme.run(context)).rejects.toMatchObject({
			kind: 'refused',
			message: expect.stringContaining('README.md/notes.txt'),
		});
	});
});

describe('what the model is told', () => {
	it('is the prompt as it is where an input holds the code', async () => {
		const text = renderCodebase(new Map(Object.entries(files)));
		const {context, seen} = createModuleContext({inputs: [{name: 'code', text}], files, answers: [readme]});
		await createReadme.run(context);
		expect(seen.calls[0]!.prompt).toBe(`CODE:\n${text}`);
	});

	it('holds the code where no input does', async () => {
		const {context, seen} = createModuleContext({
			inputs: [{name: 'request', text: 'a budget'}],
			files,
			answers: [readme],
		});
		await createReadme.run(context);
		expect(seen.calls[0]!.prompt).toContain('CURRENT CODE:\n## main.py\n```python\nprint(1)\n```');
	});
});
