import {describe, expect, it} from 'vitest';
import {parseCodebase, renderCodebase} from '../../source/core/files/codebase-text.ts';
import type {ModuleContext} from '../../source/core/module.ts';
import {engineer} from '../../source/modules/engineer.ts';
import {answerWith, createModuleContext} from '../helpers/module-context.ts';

type Result = {output: string; messages: string[]};
const run = (context: ModuleContext) => engineer.run(context) as Promise<Result>;
const plan = [{name: 'plan', text: 'Write it.'}];
const program = {'main.py': 'def run():\n\tprint("```")\n', 'lib/store.py': 'ITEMS = []\n'};

describe('an answer with files', () => {
	it('becomes the codebase, byte for byte', async () => {
		const {context, files} = createModuleContext({inputs: plan, answers: [answerWith(program)]});
		const {output} = await run(context);
		expect(files()).toEqual(program);
		expect(parseCodebase(output)).toEqual({files: new Map(Object.entries(program))});
	});

	it('may say which command runs it, and that is passed on to the person', async () => {
		const answer = `${answerWith(program)}\n\nRun it with:\n\n\`\`\`bash\npython3 main.py --demo\n\`\`\`\n`;
		const {context} = createModuleContext({inputs: plan, answers: [answer]});
		expect((await run(context)).messages).toEqual(['Run it with: python3 main.py --demo']);
	});

	it('has a block of a single line told as one line', async () => {
		const answer = `${answerWith(program)}\n\nThe idea:\n\n\`\`\`python\nx = 1\n\`\`\`\n`;
		const {context, seen} = createModuleContext({inputs: plan, answers: [answer]});
		await run(context);
		expect(seen.notes.join()).toContain('a block of 1 line of python');
	});

	it('has a block with no name reported, without another call', async () => {
		const answer = `${answerWith(program)}\n\nThe idea:\n\n\`\`\`python\nx = 1\ny = 2\n\`\`\`\n`;
		const {context, seen} = createModuleContext({inputs: plan, answers: [answer]});
		await run(context);
		expect(seen.calls.length).toBe(1);
		expect(seen.notes.join()).toContain('a block of 2 lines of python');
		expect(seen.notes.join()).toContain('has no file name');
	});

	it('may end in an unclosed block that is no file', async () => {
		const answer = `${answerWith(program)}\n\nRun it with:\n\n\`\`\`bash\npython3 main.py\n`;
		const {context, seen, files} = createModuleContext({inputs: plan, answers: [answer]});
		await run(context);
		expect(seen.calls.length).toBe(1);
		expect(files()).toEqual(program);
		expect(seen.notes.join()).toContain('neither a file name nor an end');
	});
});

describe('an answer that lost files', () => {
	it('without any is asked for once more, with the answer and what was wrong with it', async () => {
		const {context, seen, files} = createModuleContext({
			inputs: plan,
			answers: ['Sure, shall I begin?', answerWith(program)],
		});
		await run(context);
		expect(files()).toEqual(program);
		expect(seen.calls[1]!.messages.map(({role}) => role)).toEqual(['system', 'user', 'assistant', 'user']);
		expect(seen.calls[1]!.messages[1]!.content).toBe('PLAN:\nWrite it.');
		expect(seen.calls[1]!.messages[2]!.content).toBe('Sure, shall I begin?');
		expect(seen.calls[1]!.prompt).toContain('No file could be taken from your answer');
	});

	it('without any, twice, is a failure that says so', async () => {
		const {context, seen} = createModuleContext({inputs: plan, answers: ['No.', 'Still no.']});
		await expect(run(context)).rejects.toMatchObject({kind: 'no-files', remedy: expect.any(String)});
		expect(seen.calls.length).toBe(2);
	});

	it('to a cut keeps the whole ones and asks for the rest', async () => {
		const cut = `${answerWith({'lib/store.py': program['lib/store.py']})}\n\n\`main.py\`\n\`\`\`python\ndef ru`;
		const {context, seen, files} = createModuleContext({
			inputs: plan,
			answers: [cut, answerWith({'main.py': program['main.py']})],
		});
		await run(context);
		expect(files()).toEqual(program);
		expect(seen.calls[1]!.prompt).toContain('`main.py` was cut off before its end');
		expect(seen.calls[1]!.prompt).toContain('The other files are kept (lib/store.py)');
		expect(seen.notes.join()).toContain('`main.py` was cut off');
	});

	it('to a cut in a second version keeps the first, and asks for what was lost', async () => {
		const again = `${answerWith({'main.py': 'first\n'})}\n\n\`main.py\`\n\`\`\`python\nsecon`;
		const {context, seen, files} = createModuleContext({
			inputs: plan,
			answers: [again, answerWith({'main.py': 'second\n'})],
		});
		await run(context);
		expect(seen.calls[1]!.prompt).toContain('`main.py` came once more and was cut off there');
		expect(seen.notes.join()).toContain('the whole version before that was taken');
		expect(seen.writes[0]!.files).toEqual({'main.py': 'first\n'});
		expect(files()).toEqual({'main.py': 'second\n'});
	});

	it('to none says of a file that came twice which of the two was taken, and asks nothing', async () => {
		const twice = `${answerWith({'main.py': 'first\n'})}\n\n${answerWith({'main.py': 'second\n'})}`;
		const {context, seen, files} = createModuleContext({inputs: plan, answers: [twice]});
		await run(context);
		expect(files()).toEqual({'main.py': 'second\n'});
		expect(seen.calls).toHaveLength(1);
		expect(seen.notes.join()).toContain('`main.py` came more than once; the last whole version was taken');
	});

	it('to a cut, twice, is a failure: a part never passes for a whole', async () => {
		const cut = `${answerWith({'lib/store.py': ''})}\n\n\`main.py\`\n\`\`\`python\ndef ru`;
		const {context, files} = createModuleContext({inputs: plan, answers: [cut, cut]});
		await expect(run(context)).rejects.toMatchObject({
			kind: 'incomplete-answer',
			message: expect.stringContaining('`main.py`'),
		});
		expect(Object.keys(files())).toEqual(['lib/store.py']);
	});

	it('because they would leave the workspace is told why', async () => {
		const {context, seen, files} = createModuleContext({
			inputs: plan,
			answers: [answerWith({'/etc/cron.py': 'x\n', 'main.py': 'y\n'}), answerWith({'cron.py': 'x\n'})],
		});
		await run(context);
		expect(Object.keys(files()).toSorted()).toEqual(['cron.py', 'main.py']);
		expect(seen.calls[1]!.prompt).toContain('`/etc/cron.py` was refused because');
		expect(seen.notes.join()).toContain('/etc/cron.py');
	});

	it('that are all refused twice is a failure that names them', async () => {
		const answer = answerWith({'../x.py': 'x\n'});
		const {context} = createModuleContext({inputs: plan, answers: [answer, answer]});
		await expect(run(context)).rejects.toMatchObject({
			kind: 'no-files',
			message: expect.stringContaining('../x.py'),
		});
	});
});

describe('what the engineer is told', () => {
	it('is exactly the prompt when it starts from nothing', async () => {
		const {context, seen} = createModuleContext({inputs: plan, answers: [answerWith(program)]});
		await run(context);
		expect(seen.calls[0]!.prompt).toBe('PLAN:\nWrite it.');
	});

	it('holds the code it starts from, which stays unless replaced', async () => {
		const {context, seen, files} = createModuleContext({
			inputs: plan,
			files: {'old.py': '\tkept\n'},
			answers: [answerWith(program)],
		});
		await run(context);
		expect(seen.calls[0]!.prompt).toContain('CURRENT CODE:\n## old.py\n```python\n\tkept\n```');
		expect(files()).toEqual({...program, 'old.py': '\tkept\n'});
	});

	it('holds that code once, if an input has it', async () => {
		const code = renderCodebase(new Map(Object.entries(program)));
		const {context, seen} = createModuleContext({
			inputs: [{name: 'code', text: code}],
			files: program,
			answers: [answerWith({'main.py': 'new\n'})],
		});
		await run(context);
		expect(seen.calls[0]!.prompt).toBe(`CODE:\n${code}`);
	});
});
