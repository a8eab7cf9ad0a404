/** Answers that are given when a run is taken up again. */
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {resume} from '../../source/commands/resume.ts';
import {run} from '../../source/commands/run.ts';
import {callCommand} from '../helpers/call-command.ts';
import {startModelServer} from '../helpers/model-server.ts';
import {makeFolder} from '../helpers/temp-folder.ts';
import {ofType, onlyRun} from './past-run.ts';

const pipeline = `pipeline:
  - {module: start_module, inputs: [], output_name: task}
  - {module: engineer, inputs: [task], output_name: code}
  - {module: modify_codebase, inputs: [task, code], output_name: changed}
`;
const program = (body: string) => `main.py\n\`\`\`python\n${body}\n\`\`\`\n`;

/** Leaves the log as a crash would have, just after its n-th question was asked. */
function cutAfterQuestion(log: string, n: number): void {
	const lines = readFileSync(log, 'utf8').split('\n');
	const asked = lines.flatMap((line, index) =>
		line.startsWith('{"type":"question-asked","output_name":"changed"') ? [index] : [],
	);
	const kept = lines.slice(0, asked[n - 1]! + 1).join('\n');
	writeFileSync(log, `${kept.replace(/,$/, '')}\n]}\n`);
}

function answered(cwd: string): unknown[] {
	return ofType(onlyRun(cwd), 'question-answered')
		.filter(({output_name}) => output_name === 'changed')
		.map(({number, response}) => [number, response]);
}

test('An answer that is given on resume is for the next question, whatever answered the ones before.', async () => {
	const answers = [program('x = 1'), program('x = 2'), program('x = 3')];
	const server = await startModelServer(({n}) => ({text: answers[n - 1]!}));
	onTestFinished(() => server.close());
	const cwd = makeFolder({'pipeline.yml': pipeline});
	const around = {cwd, env: {ORCHESTRAI_CONFIG_DIR: join(cwd, '.config')}};
	const flags = {baseUrl: server.url, allowRun: 'never'};

	const given = {...flags, request: 'Count.', model: ['m'], answer: ['changed=by one']};
	expect(await callCommand(run, [], given, around)).toMatchObject({code: 0});
	const {log} = onlyRun(cwd);
	cutAfterQuestion(log, 2);
	const resumed = await callCommand(resume, [], {...flags, answer: ['changed=by two']}, around);
	expect(resumed).toMatchObject({code: 0});
	expect(answered(cwd)).toEqual([
		[1, 'by one'],
		[2, 'by two'],
		[3, null],
	]);
	expect(server.requests[2]!.body.messages.at(-1)!.content).toContain('by two');

	// The same where a recording answered the first: what is given goes before, question by question.
	const rehearsed = makeFolder({'pipeline.yml': pipeline});
	const there = {...around, cwd: rehearsed};
	const recorded = {cassette: log, allowRun: 'never'};
	const first = {...recorded, answer: ['changed=by another']};
	expect(await callCommand(run, [], first, there)).toMatchObject({code: 0});
	expect(answered(rehearsed)).toEqual([
		[1, 'by another'],
		[2, 'by two'],
		[3, null],
	]);
	cutAfterQuestion(onlyRun(rehearsed).log, 2);
	await callCommand(resume, [], {...recorded, answer: ['changed=by three']}, there);
	expect(answered(rehearsed)).toEqual([
		[1, 'by another'],
		[2, 'by three'],
		[3, null],
	]);
});
